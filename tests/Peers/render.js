// Runs in the browser, beside the official renderer: draws one card and tells what came of it.
window.renderCard = async ({ card, hostConfig, lenient }) => {
  const problems = [];
  const markdown = window.markdownit(lenient ? { html: true, linkify: true, breaks: true } : {});
  if (lenient) markdown.linkify.set({ fuzzyLink: true, fuzzyEmail: true });
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };

  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  drawn.parse(card, context);
  for (let at = 0; at < context.eventCount; at++) problems.push("parse: " + context.getEventAt(at).message);
  for (const { cause, errors } of drawn.validateProperties().validationEvents.map(event => ({ cause: event.source?.constructor?.name, errors: event.message }))) {
    problems.push(`validate: ${cause}: ${errors}`);
  }

  const place = document.getElementById("card");
  place.replaceChildren(drawn.render());

  // A picture is asked for a little later than it is drawn.
  await Promise.all([...place.querySelectorAll("img")].map(image => image.decode().catch(() => undefined)));
  if (place.innerHTML.includes("url(")) await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));

  const tags = {};
  for (const element of place.querySelectorAll("*")) {
    const tag = element.tagName.toLowerCase();
    tags[tag] = (tags[tag] ?? 0) + 1;
  }

  const html = place.innerHTML;
  const text = place.innerText;

  // What runs over the edge cannot be read on a phone.
  const edge = place.getBoundingClientRect().right;
  for (const element of place.querySelectorAll(".ac-textBlock, .ac-richTextBlock, .ac-pushButton, .ac-input, .ac-factset, .ac-columnSet")) {
    if (element.getBoundingClientRect().right > edge + 1) problems.push(`layout: ${element.className} runs over the right edge: ${element.textContent.slice(0, 60)}`);
  }

  const height = Math.ceil(place.getBoundingClientRect().height);
  for (const line of place.querySelectorAll("br")) line.replaceWith("\n");
  return {
    problems,
    tags,
    html,
    text,
    blocks: [...place.querySelectorAll(".ac-textBlock, .ac-richTextBlock")].map(block => block.textContent),
    actions: drawn.getActionCount(),
    height,
  };
};
