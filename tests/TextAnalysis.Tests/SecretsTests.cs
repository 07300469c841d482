using TextAnalysis.Redaction;

namespace TextAnalysis.Tests;

/// <summary>Secrets as they stand in pasted logs and in what people type.</summary>
public sealed class SecretsTests
{
    /// <summary>How people tell a secret in a sentence, and the secret.</summary>
    public static TheoryData<string, string> Told =>
        new()
        {
            { "login admin with password Tr0ub4dor&3 please", "Tr0ub4dor&3" },
            { "the password is \"correct horse battery\"", "correct horse battery" },
            { "Password: correct horse battery staple", "correct horse" },
            { "passphrase is correct horse battery staple", "correct horse" },
            { "the pw is hunter", "hunter" },
            { "pw is Sommer2026", "Sommer2026" },
            { "pwd hunter2", "hunter2" },
            { "pwd Qwertz99!", "Qwertz99" },
            { "user/pass admin/letmein", "letmein" },
            { "user/pw: svc/hunter", "hunter" },
            { "user/password = svc / Hunter22", "Hunter22" },
            { "username admin password letmein", "letmein" },
            { "user: admin pass: letmein", "letmein" },
            { "user admin, pass letmein1", "letmein1" },
            { "PIN 4711", "4711" },
            { "PIN is 4711", "4711" },
            { "the PIN for the door is 4711", "4711" },
            { "pin: 0815", "0815" },
            { "PUK 12345678", "12345678" },
            { "passcode 991823", "991823" },
            { "passcode is 991823", "991823" },
            { "the passcode \"blue moon\"", "blue moon" },
            { "OTP 493021", "493021" },
            { "the one-time code is 493021", "493021" },
            { "2FA code: 493021", "493021" },
            { "verification code 493 021", "493 021" },
            { "Passwort lautet Sonne", "Sonne" },
            { "Das Passwort ist Sonnenblume", "Sonnenblume" },
            { "Kennwort Winter2026", "Winter2026" },
            { "Kennwort: geheim", "geheim" },
            { "Zugangsdaten: admin / geheim12", "geheim12" },
            { "Zugangsdaten sind admin / geheim", "geheim" },
            { "Login: admin / geheim12", "geheim12" },
            { "Anmeldung mit Benutzer svc und Passwort Regen5", "Regen5" },
            { "mot de passe : soleil", "soleil" },
            { "le mot de passe est soleil", "soleil" },
            { "mot de passe soleil99", "soleil99" },
            { "identifiants : admin / soleil", "soleil" },
            { "la contraseña es girasol", "girasol" },
            { "a senha é girassol", "girassol" },
            { "creds: user / hunter", "hunter" },
            { "credentials are admin / letmein", "letmein" },
            { "creds admin:letmein", "letmein" },
            { "creds admin/Passw0rd", "Passw0rd" },
            { "login: admin / hunter", "hunter" },
            { "login admin / hunter2", "hunter2" },
            { "log in as demo with demo1234", "demo1234" },
            { "log in with admin and letmein99", "letmein99" },
            { "https://admin:X9@host.example/x", "X9" },
            { "ftp://svc:hunter@files.example", "hunter" },
            { "admin:s3cret@db01.example:5432", "s3cret" },
            { "API key AIzaSyA1234567890abcdefghijklmnopqrstuv", "AIzaSyA1234567890" },
            { "our key is sk-proj-abcdefghijklmnop1234", "abcdefghijklmnop1234" },
            { "sk_live_51H8abcdefghijklmnop", "51H8abcdefghijklmnop" },
            { "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghij" },
            { "glpat-abcdefghijklmnopqrst", "abcdefghijkl" },
            { "xoxb-1234567890-abcdefghij", "1234567890-abc" },
            { "AKIAIOSFODNN7EXAMPLE", "IOSFODNN7" },
            { "the api key is abcdefgh12345", "abcdefgh12345" },
            { "API key abcdefgh12345 stopped working", "abcdefgh12345" },
            { "token abc123def456 is used", "abc123def456" },
            { "use token s.Kj2hs8dJ2ksL", "s.Kj2hs8dJ2ksL" },
            { "access token = letmein", "letmein" },
            { "Authorization: Bearer abc.def.ghi", "abc.def.ghi" },
            { "bearer abcd1234efgh", "abcd1234efgh" },
            { "Server=db01;Database=crm;User Id=sa;Password=pa55;", "pa55" },
            { "AccountEndpoint=https://x.example/;AccountKey=abcd1234==;", "abcd1234" },
            { "Endpoint=sb://x.example/;SharedAccessKeyName=Root;SharedAccessKey=abc123=", "abc123" },
            { "mongodb+srv://svc:hunter@cluster.example/db", "hunter" },
            { "jdbc:postgresql://db/crm?user=svc&password=hunter", "hunter" },
            { "client secret abcDEF123456", "abcDEF123456" },
            { "client_secret: abc-def", "abc-def" },
            { "secret is squeamish7", "squeamish7" },
            { "the new password: \"Summer Rain 9\", works", "Summer Rain 9" },
            { "password \"it's fine 22\" for admin", "fine 22" },
            { "password 'blue sky' please", "blue sky" },
            { "password “blue sky nine” please", "blue sky nine" },
            { "Passwort „blauer Himmel“ bitte", "blauer Himmel" },
            { "mot de passe « ciel bleu » merci", "ciel bleu" },
            { "password=Hunter;next", "Hunter" },
            { "password -> Hunter22", "Hunter22" },
            { "password → Hunter22", "Hunter22" },
            { "password is now Hunter", "Hunter" },
            { "password was changed to Hunter22", "Hunter22" },
            { "the password has been set to Hunter22", "Hunter22" },
            { "we reset the password to Regenbogen7", "Regenbogen7" },
            { "new password is: hunter", "hunter" },
            { "their admin password (Hunter22) expired", "Hunter22" },
            { "PW: abc", "abc" },
            { "P/W hunter2", "hunter2" },
            { "Pass: Hunter", "Hunter" },
            { "pass is hunter2", "hunter2" },
            { "password Admin123", "Admin123" },
            { "passwd root123", "root123" },
            { "password\nTr0ub4dor", "Tr0ub4dor" },
            { "password:\nTr0ub4dor", "Tr0ub4dor" },
            { "The WiFi password is guest", "guest" },
            { "use password guest1", "guest1" },
            { "Login for the test tenant: password Tr0ub4dor", "Tr0ub4dor" },
            { "password for svc_export: Xk9", "Xk9" },
            { "password for the sandbox Hunter22", "Hunter22" },
            { "card 4111 1111 1111 1111", "4111" },
            { "DE89 3704 0044 0532 0130 00", "3704" },
            { "The demo user is jsmith and the password is Giraffe", "Giraffe" },
            { "her pw: katze123", "katze123" },
            { "sandbox login svc-acme / Zebra!77", "Zebra" },
            { "pwd: \"open sesame now\"", "open sesame" },
            { "pass phrase: orange monkey table lamp", "monkey" },
            { "the pass phrase was \"orange monkey\"", "orange monkey" },
            { "Bitte mit Kennwort „Blaue Blume“ anmelden", "Blaue Blume" },
            { "mot de passe: Été2026", "Été2026" },
            { "Le mot de passe du compte admin est Tournesol9", "Tournesol9" },
            { "Das Kennwort für den Testmandanten lautet Rose", "Rose" },
            { "PIN for the safe: 99817", "99817" },
            { "SIM PIN 1234, PUK 87654321", "87654321" },
            { "SIM PIN 1234, PUK 87654321", "1234" },
            { "Their MFA code: 889 120", "889 120" },
            { "curl -H \"Authorization: Bearer aaa.bbb-ccc\" https://x", "aaa.bbb" },
            { "curl -H 'X-API-Key: hunterhunter'", "hunterhunter" },
            { "GET https://svc:Pa$$@api.example.com/v1", "Pa$$" },
            { "redis://:hunter@cache:6379/0", "hunter" },
            { "amqp://guest:guest@mq.local", ":guest" },
            { "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=Zm9v==;EndpointSuffix=core.windows.net", "Zm9v" },
            { "Data Source=db;Initial Catalog=crm;User ID=sa;Password=Hunter;", "Hunter" },
            { "Slack hook https://hooks.slack.com/services/T000/B000/XXXXYYYY", "XXXXYYYY" },
            { "use api_key=live1234 for tests", "live1234" },
            { "credentials: jdoe / kitty", "kitty" },
            { "Creds for the demo: jdoe / kitty99", "kitty99" },
            { "Login with jdoe and kitty99!", "kitty99" },
            { "Username: jdoe, Password: kitty", "kitty" },
            { "username=jdoe password=kitty", "kitty" },
            { "Benutzer: jdoe Passwort: Kätzchen", "Kätzchen" },
            { "user jdoe pw kitty", "kitty" },
            { "The root password got changed to V3ry$ecret", "V3ry$ecret" },
            { "temp password of Anna is Welcome1", "Welcome1" },
            { "password: `s3cr3t-x`", "s3cr3t-x" },
            { "**Password**: Hunter2", "Hunter2" },
            { "Password - Hunter22", "Hunter22" },
            { "password= hunter", "hunter" },
            { "Password:hunter", "hunter" },
            { "secret key AbCdEf123456789", "AbCdEf123" },
            { "client id abc client secret q8Q~x9_xxAA12", "xxAA12" },
            { "mysql -uroot -pTr0ub4dor crm", "Tr0ub4dor" },
            { "sshpass -p Tr0ub4dor ssh svc@db01", "Tr0ub4dor" },
            { "redis-cli -h cache -a Tr0ub4dor ping", "Tr0ub4dor" },
            { "sqlcmd -S db01 -U sa -P Tr0ub4dor", "Tr0ub4dor" },
            { "Winter2024! is the password", "Winter2024" },
            { "use Winter2024 as password", "Winter2024" },
            { "Winter2024 (that is the password) was refused", "Winter2024" },
            { "Winter2024 is their admin password for the portal", "Winter2024" },
            { "Regen2024 ist das Kennwort", "Regen2024" },
            { "Pluie2024 est le mot de passe", "Pluie2024" },
            { "4711 is the PIN", "4711" },
            { "the pass word is Falcon77", "Falcon77" },
            { "pass-word: Falcon77", "Falcon77" },
            { "p a s s w o r d: Falcon77", "Falcon77" },
            { "P-A-S-S-W-O-R-D Falcon77", "Falcon77" },
            { "<password>hunter</password>", "hunter" },
            { "<ns:dbPassword enc=\"no\">Falcon77</ns:dbPassword>", "Falcon77" },
            { "<apiKey>a1b2c3d4</apiKey>", "a1b2c3d4" },
            { "<add key=\"password\" value=\"hunter\"/>", "hunter" },
            { "<property name='smtp.password' scope='app' value='hunter'/>", "hunter" },
            { "{\"name\":\"api_key\",\"value\":\"a1b2c3d4\"}", "a1b2c3d4" },
            { "the security answer is Rover", "Rover" },
            { "Answer to the secret question: Rover", "Rover" },
            { "Sicherheitsantwort: Bello", "Bello" },
            { "card 4111 1111 1111 1111, CVV 123", "CVV 123" },
            { "CVC: 123", "123" },
            { "The CVV code is 123", "123" },
            { "The PIN code is 4711", "4711" },
            { "the password -- Blue42horse -- is refused", "Blue42horse" },
            { "CVV2 is 4521", "4521" },
            { "the password, Blue42horse, works", "Blue42horse" },
            { "the admin password - Blue42horse - was refused", "Blue42horse" },
            { "Der Zugang lautet admin:Blume77", "Blume77" },
            { "bitte mit maria/Sonne12 anmelden", "Sonne12" },
            { "WLAN-Schlüssel 1234567890123456", "1234567890123456" },
            { "Der WLAN-Schlüssel lautet 12345678", "12345678" },
            { "le mot de passe Soleil12 marche", "Soleil12" },
            { "connectez-vous avec marie/Soleil12", "Soleil12" },
            { "We changed the password from Falcon77 to Rotkohl55 yesterday.", "Falcon77" },
            { "We changed the password from Falcon77 to Rotkohl55 yesterday.", "Rotkohl55" },
            { "changed the password from hunter to falcon", "hunter" },
            { "changed the password from hunter to falcon", "falcon" },
            { "his password, it is Falcon77", "Falcon77" },
            { "his password, it is hunter", "hunter" },
            { "Das Passwort habe ich auf Rotkohl55 gesetzt.", "Rotkohl55" },
            { "Das Passwort habe ich auf Sonnenblume gesetzt.", "Sonnenblume" },
            { "Das Initialpasswort war Rotkohl55", "Rotkohl55" },
            { "Das Standardpasswort ist Rotkohl55.", "Rotkohl55" },
            { "The password we set is Falcon77", "Falcon77" },
            { "The password we set is hunter", "hunter" },
            { "The new password I set for them: Falcon77", "Falcon77" },
            { "The new password I set for them: hunter", "hunter" },
            { "Das Passwort, das sie nutzen, ist Rotkohl55", "Rotkohl55" },
            { "Das Passwort, das sie nutzen, ist Sonnenblume.", "Sonnenblume" },
            { "Als Passwort nehmen sie Rotkohl55", "Rotkohl55" },
            { "Als Passwort nehmen sie Sonnenblume", "Sonnenblume" },
            { "Passwort neu: Rotkohl55", "Rotkohl55" },
            { "Passwort neu: sonne", "sonne" },
            { "Le mot de passe était soleil.", "soleil" },
            { "le mdp temporaire Soleil12 marche", "Soleil12" },
            { "2FA backup code 8832-1190-4471", "8832-1190-4471" },
            { "2FA backup codes: 8832-1190, 4471-2231", "4471-2231" },
            { "Recovery key: 123456-654321-111111-222222", "654321" },
            { "Wiederherstellungsschlüssel: ABCD-1234-EFGH", "ABCD" },
            { "Ihr Kennwort haben wir von Regen5 auf Sonne12 geändert", "Regen5" },
            { "Das Admin-Kennwort lautet weiterhin Sonne12", "Sonne12" },
            { "La contraseña que usan es Girasol9", "Girasol9" },
            { "A senha foi alterada de Girassol9 para Margarida8", "Girassol9" },
            { "Cambiamos la contraseña de Girasol9 a Margarita8", "Girasol9" },
            { "On a changé le mot de passe de Soleil12 en Lune34", "Soleil12" },
            { "Comme mot de passe ils utilisent Soleil12", "Soleil12" },
            { "I reset their password. It is now Falcon77.", "Falcon77" },
            { "The passwords are Falcon77 and Rotkohl55", "Rotkohl55" },
            { "“hunter” is the password", "hunter" },
            { "Zugangsdaten habe ich ihnen geschickt: maria und Sonne12", "Sonne12" },
            { "Their till asks for a password since Monday and Tr0ub4dor&3 is refused", "Tr0ub4dor" },
            { "The PIN they use is 4711", "4711" },
            { "Die PIN haben wir auf 4711 gesetzt", "4711" },
            { "they typed hunter as the password", "hunter" },
            { "Old password Falcon77, new one Rotkohl55", "Rotkohl55" },
            { "Das Passwort lautete früher Rotkohl55 und heute Sonne12", "Sonne12" },
            { "Wir haben Rotkohl55 als Passwort vergeben", "Rotkohl55" },
            { "Their password? Falcon77.", "Falcon77" },
            { "Falcon77 was set as the new password", "Falcon77" },
            { "Il a mis Soleil12 comme mot de passe", "Soleil12" },
            { "pw is still the one from onboarding, Willkommen2Hafen! - please do not lock it", "Willkommen2Hafen" },
            { "password for the sandbox (told me on the phone) is lily-copper-37", "lily-copper-37" },
            { "Passwort wurde am Montag von Segel-41 auf Segel-42 geändert", "Segel-41" },
            { "Passwort wurde am Montag von Segel-41 auf Segel-42 geändert", "Segel-42" },
            { "Reset his password myself to Heron_0917 so he can work", "Heron_0917" },
            { "PIN fürs Terminal ist die 4417, steht am Gerät", "4417" },
            { "Der Einmalcode, den er bekommen hat, war 663 104", "663 104" },
            { "Hab ihr ein neues Passwort gesetzt (Ahorn-See-52), es geht", "Ahorn-See-52" },
            { "le pusieron una clave temporal, Luz-y-pan-28, y tampoco entra", "Luz-y-pan-28" },
            { "Das Passwort lautet laut Herrn Krug immer noch Herbst2024!", "Herbst2024" },
            { "WLAN im Lager und das Kennwort dazu Kiste!Sued", "Kiste!Sued" },
            { "The 2FA seed is KRSXG5CTMVRXEZLU, they stored it", "KRSXG5CTMVRXEZLU" },
            { "Se cambió la clave a Girasol9", "Girasol9" },
        };

    /// <summary>What engineers and support people write of passwords, ids and digests, and what is no secret.</summary>
    public static TheoryData<string> Harmless =>
        [
            "Fixed in commit 3f786850e387550fdab836ed7e6dc881de23001b yesterday.",
            "git sha 3f786850e387550fdab836ed7e6dc881de23001b, short 3f78685.",
            "The build 9a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b fails.",
            "md5 of the file is d41d8cd98f00b204e9800998ecf8427e.",
            "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "See ESC-2026-0001 and JIRA-12345, ticket #9981234.",
            "Tenant 72f988bf-86f1-41af-91ab-2d7cd011db47 is hit.",
            "correlation id: 0f8fad5b-d9cb-469f-a165-70867728950e",
            "password reset does not work",
            "The password reset for 40 users fails with 500.",
            "the password is wrong",
            "the password is expired",
            "the password is rejected by the gateway",
            "the password is not accepted",
            "the password is being reset",
            "the password is too short",
            "the password is sent by mail in clear text",
            "the password is required twice",
            "The password is never stored.",
            "the password is correct but login fails",
            "their password was reset by support",
            "their password has expired",
            "password expired, pin blocked",
            "passwords are stored in clear text",
            "passwords are salted",
            "The password field is greyed out.",
            "password policy needs 12 characters",
            "password rotation every 90 days breaks the sync",
            "Password change page gives 404.",
            "Password length 12 is not enforced.",
            "password for admin is wrong",
            "password was changed yesterday",
            "the password was changed to a longer one",
            "PIN pad does not work",
            "The PIN entry screen freezes",
            "PIN is wrong after three tries",
            "the pin is not accepted",
            "they enter the PIN 3 times",
            "pin 3 of connector J4 is bent",
            "Pass 2 of the import fails.",
            "tests pass 12 of 14",
            "Boarding pass 3 is missing.",
            "Order 4500012345 is lost.",
            "order number PO-2026-000123456",
            "Invoice INV-2026-004711 is blank.",
            "Token expired after 60 minutes.",
            "the token is invalid",
            "token refresh fails with 401",
            "Token 3 of 5 is not parsed.",
            "the secret is missing in the vault",
            "API key is missing",
            "API key rotation failed on 3 nodes",
            "api keys are revoked",
            "The key is in the drawer.",
            "basic authentication is switched off",
            "Bearer token missing in request",
            "bearer authentication fails",
            "login page is blank",
            "login with SSO fails for 200 users",
            "Login as admin does not work",
            "log in with Google and Microsoft fails",
            "login admin / user roles are mixed up",
            "credentials are wrong",
            "The credentials are stored in the vault.",
            "creds expired",
            "Das Passwort ist falsch.",
            "Das Passwort ist abgelaufen.",
            "Passwort wird nicht akzeptiert.",
            "Kennwort vergessen geht nicht.",
            "Passwort zurücksetzen schlägt fehl.",
            "Le mot de passe est refusé.",
            "mot de passe oublié ne marche pas",
            "La contraseña es incorrecta.",
            "A senha é inválida.",
            "verification code never arrives",
            "2FA code does not arrive",
            "The passcode screen is blank.",
            "passphrase prompt appears twice",
            "Code 500 after login.",
            "error code 403021 from the gateway",
            "Version 4.2.1-rc.3+build.20260302 is affected.",
            "https://app.example.com/path?id=12345&tab=users is blank.",
            "trace 4bf92f3577b34da6a3ce929d0e0e4736",
            "user: admin cannot log in",
            "users admin and svc cannot log in",
            "user/role admin/editor is lost",
            "The user name and password are correct.",
            "They type password and PIN on the same page.",
            "login admin with password reset link fails",
            "write to ann:bob@example.com",
            "meeting at 10:30@HQ",
            "Ask password owner Anna to look.",
            "Phone +49 170 1234567.",
            "they passed 4711 parcels",
            "pw reset fails",
            "pwd command returns /home",
            "Users cannot change their password after release 4.2.",
            "The password must be 12 characters.",
            "The password contains umlauts and is cut.",
            "Password managers such as 1Password do not fill the form.",
            "After the password reset 40 users got locked out.",
            "A password of 128 characters is cut to 64.",
            "The PIN was sent to 300 customers.",
            "PIN codes arrive late.",
            "Customers type their PIN at the terminal and it hangs.",
            "The token lifetime is 3600 seconds.",
            "Token v2 is not supported by the gateway.",
            "The API token page returns 404.",
            "The secret scanner found nothing.",
            "Secret rotation on 2026-03-01 failed.",
            "We use OAuth2 token exchange.",
            "commit 1a2b3c4 fixed the login.",
            "Release 2026.3.1-hotfix2 is live.",
            "Customer number 100200300 has no invoices.",
            "Tracking number 1Z999AA10123456784 is lost.",
            "Session 5f4dcc3b5aa765d61d8327deb882cf99 dies.",
            "Login: the page is blank / white.",
            "Login fails, users: 40.",
            "credentials are stored in Azure / AWS.",
            "The login/password form is broken.",
            "user/group mapping is lost",
            "Das Passwort wird im Klartext gespeichert.",
            "Passwortänderung ist nicht möglich.",
            "Die PIN-Eingabe friert ein.",
            "Le mot de passe est trop court.",
            "Le code de vérification n'arrive pas.",
            "Changement de mot de passe impossible depuis mardi.",
            "Basic authentication over TLS is required.",
            "Authorization header is missing.",
            "tan 30 is 0.577",
            "Pass the file to support.",
            "Pass rate is 98%.",
            "It is a pass for module 3.",
            "password is in the ticket",
            "the password is with Anna",
            "The new password is refused, see ticket 123456.",
            "password reset page is broken",
            "the passwords are correct",
            "CVV check fails",
            "The CVV is 3 or 4 digits long, and CVV 404 errors are logged.",
            "mit Maria/Peter besprochen",
            "mit Chrome/Firefox anmelden geht nicht",
            "the password, which Anna changed, is refused",
            "enter name, password, address2, city",
            "Windows11 is the password manager host",
            "MFA is the password replacement; what is the password policy?",
            "The problem is the password.",
            "We store SHA256 as password hash.",
            "Look! This is the password page.",
            "<password>required</password> and <token>expired</token>",
            "<add key=\"PasswordLength\" value=\"12\"/>",
            "<add key=\"Timeout\" value=\"30\"/>",
            "<input name=\"password\" type=\"text\"/> is not masked",
            "tar -xpf backup2024.tar and mkdir -p /var/log/app2 fail",
            "docker run -p 8080:80 crm",
            "mysql -h db01 -P3306 -p crm",
            "redis-cli -p 6379 ping",
            "The security answer is not saved",
            "They never answer the security question.",
            "Der Zugang ist montags 10:30/11:30 gesperrt.",
            "Der Zugang lautet auf den falschen Namen.",
            "WLAN-Schlüssel fehlt auf 12 Geräten",
            "it passes words and p a s s e s 3 tests",
            "password reset fails with AADSTS50011",
            "changed the password policy from 8 to 12 characters",
            "We changed the password policy from Basic to Strict.",
            "Password reset mail from Outlook365 is late.",
            "The password prompt on Windows11 is blank since KB5034441.",
            "They changed the password page from React17 to React18.",
            "The password is sent to srv-db01 in clear text.",
            "Das Passwort wird auf dem Server db01 geändert.",
            "Das Passwort, das sie nutzen, ist abgelaufen.",
            "The password we set is rejected with 0x80070005.",
            "The password service auth-v2 returns HTTP500.",
            "Le mot de passe que j'ai mis est refusé.",
            "Als Passwort nehmen sie immer dasselbe.",
            "Das Passwort haben wir auf Wunsch gesetzt.",
            "Das Passwort ist kompromittiert.",
            "2FA backup codes are not generated",
            "The recovery key page returns 404.",
            "The password, it is said, expired.",
            "I reset their password. It works.",
            "Password changed from the mobile app is not synced to the web.",
            "The password expired; the customer ID is K4711-B22x.",
            "We reset the password and switched the tenant to Azure.",
            "Change password from settings to profile page.",
        ];

    [Theory]
    [MemberData(nameof(Told))]
    public void A_secret_that_somebody_tells_is_hidden(string text, string secret)
    {
        var hidden = Secrets.Hide(text);

        Assert.DoesNotContain(secret, hidden, StringComparison.Ordinal);
        Assert.Contains(Secrets.Hidden, hidden, StringComparison.Ordinal);
        Assert.Equal(hidden, Secrets.Hide(hidden));
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_is_no_secret_is_read_by_everybody(string text) => Assert.Equal(text, Secrets.Hide(text));

    [Theory]
    [InlineData("Server=db1;Database=crm; and it stopped", "[secret] and it stopped")]
    [InlineData("Server=db1;User Id=sa;Password=pa; \nThen it stopped.", "[secret] \nThen it stopped.")]
    [InlineData("the password is \"correct horse battery\" and it fails", "the password is [secret] and it fails")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY----- and more", "[secret] and more")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nabc\n\n- next", "[secret]\n\n- next")]
    [InlineData("https://admin:p@ss@host.example/x?y=a@b is down", "https://[secret]@host.example/x?y=a@b is down")]
    public void What_stands_around_a_secret_stays_as_it_is(string text, string left) => Assert.Equal(left, Secrets.Hide(text));

    [Theory]
    [InlineData("Login with password Falcon77; support then typed Falcon77 again.", "Login with password [secret]; support then typed [secret] again.")]
    [InlineData("They use \"Blue Whale Song\". The passphrase is Blue Whale Song.", "They use \"[secret]\". The passphrase is [secret].")]
    [InlineData("the password is hunter, and the hunter module fails", "the password is [secret], and the hunter module fails")]
    [InlineData("PIN 4711, and 4711 users wait", "PIN [secret], and 4711 users wait")]
    public void A_secret_that_was_told_is_hidden_wherever_it_is_written_again(string text, string left) => Assert.Equal(left, Secrets.Hide(text));

    [Theory]
    [InlineData("Reset Falcon77 today", "Reset [secret] today")]
    [InlineData("Falcon778 is a ticket", "Falcon778 is a ticket")]
    [InlineData("Nothing here", "Nothing here")]
    public void A_secret_that_is_known_from_elsewhere_is_hidden(string text, string left) => Assert.Equal(left, Secrets.Hide(text, ["Falcon77"]));

    [Theory]
    [InlineData("Passwort wurde auf Rotkohl55 geändert", "Rotkohl55")]
    [InlineData("Zugangspasswort „Rotkohl56“", "Rotkohl56")]
    [InlineData("Passwort geändert in Rotkohl57", "Rotkohl57")]
    [InlineData("Zugriffstoken: abcDEF123456ghiJKL", "abcDEF123456ghiJKL")]
    [InlineData("Zugriffsschlüssel: Rotkohl61abc", "Rotkohl61abc")]
    [InlineData("Der PIN-Code 8832", "8832")]
    [InlineData("Entsperrcode: 4477", "4477")]
    [InlineData("Einmalpasswort 551234", "551234")]
    [InlineData("the password has been reset to: Cabbage67", "Cabbage67")]
    [InlineData("Wachtwoord: Tulp88", "Tulp88")]
    public void Words_of_other_languages_tell_a_secret_too(string text, string secret) =>
        Assert.DoesNotContain(secret, Secrets.Hide(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-03-02 10:14:07 ERROR connect failed user=svc password=Sommer-2026 host=db01", "Sommer-2026")]
    [InlineData("DB_PASSWORD=correcthorse and then it stopped", "correcthorse")]
    [InlineData("spring.datasource.password: hunter", "hunter")]
    [InlineData("{\"userPassword\":\"abc\",\"retry\":3}", "abc")]
    [InlineData("GET /export HTTP/1.1 Authorization: Bearer abcdefghijkl Accept: */*", "abcdefghijkl")]
    [InlineData("'authorization': 'Basic dXNlcjpwYXNz'", "dXNlcjpwYXNz")]
    [InlineData("Authorization: Token abcd", "abcd")]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI/K7MDENG")]
    [InlineData("X-Api-Key: k-12", "k-12")]
    [InlineData("GITLAB_TOKEN=gl-1234", "gl-1234")]
    [InlineData("Set-Cookie: session=abc; path=/", "session=abc")]
    [InlineData("curl -u admin:hunter https://x.example", "hunter")]
    [InlineData("the password for the admin account is Winter2026", "Winter2026")]
    [InlineData("das Passwort für den Server lautet Winter2026", "Winter2026")]
    [InlineData("https://x.example/cb?code=1&access_token=a1b2c3&state=2", "a1b2c3")]
    [InlineData("postgres://admin:s3cr3t@db.example/crm is the address", "s3cr3t")]
    public void A_secret_in_the_middle_of_a_text_is_found_and_hidden(string text, string secret)
    {
        var hidden = Secrets.Hide(text);

        Assert.DoesNotContain(secret, hidden, StringComparison.Ordinal);
        Assert.Contains(Secrets.Hidden, hidden, StringComparison.Ordinal);
        Assert.Contains(Secrets.In(text), found => found.Contains(secret, StringComparison.Ordinal));
        Assert.Equal(hidden, Secrets.Hide(hidden));
        Assert.Empty(Secrets.In(hidden));
    }

    [Theory]
    [InlineData("the password is wrong; passwords expire; they forgot their password.")]
    [InlineData("Authorization fails with 403 for all users, authorization: failed")]
    [InlineData("the cookie banner covers the button, cookies: 3")]
    [InlineData("tests pass: 12 of 14; token expired; the session token is refreshed")]
    [InlineData("call -u is no option: use --user")]
    [InlineData("the password reset for the admin is broken")]
    public void What_only_speaks_of_secrets_stays(string text) => Assert.Equal(text, Secrets.Hide(text));
}
