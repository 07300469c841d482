namespace TextAnalysis.Tests;

/// <summary>Sentences as people write them, for the check of wording.</summary>
internal static class WordingSentences
{
    public const string Blame = """
        Support messed up the import.
        Dora messed it up again.
        Wir haben zu spät getestet; Dora ist schuld.
        Der Lieferant hat es wieder verbockt.
        Das Team hätte das vorher testen müssen.
        Dora ist an dem Ausfall schuld.
        La culpa es del proveedor.
        Dora tuvo la culpa de la caída.
        El soporte se olvidó de avisar al cliente.
        A culpa foi do fornecedor.
        A Dora esqueceu o certificado.
        A equipe deveria ter testado antes.
        Your admin misconfigured the connector.
        It's Bob's fault that the file was lost.
        The delay happened because engineering forgot to renew the certificate.
        You should have tested the upgrade first.
        The vendor is to blame for the outage.
        Our sales team failed to pass on your request.
        We blame the supplier for this.
        This was caused by a misconfiguration on your side.
        The vendor’s mistake cost us a day.
        It was clearly user error.
        Their developers never tested this.
        The administrator did not follow the guide.
        Mike dropped the ball on Friday.
        It went down because of the
        support team.
        C'est arrivé à cause de l'équipe réseau.
        C'est arrive a cause de votre administrateur.
        Vous auriez dû faire une sauvegarde.
        VOUS N’AURIEZ PAS DÛ modifier ce réglage.
        Le prestataire a oublié de renouveler le certificat.
        C'est la faute du fournisseur.
        Votre équipe aurait dû nous prévenir.
        Vous avez mal configuré le connecteur.
        Vous n'avez pas suivi la procédure.
        L'hébergeur est responsable de la panne.
        Il s'agit d'une erreur de votre part.
        """;

    public const string Speculation = """
        The problem is probably in the network.
        It should be fixed soon.
        We think it might be the database.
        Hopefully the service is back tomorrow.
        Our best guess is a full disk.
        We suspect the new release.
        It looks like the disk was full.
        It may be caused by the update.
        This should resolve the issue.
        We guarantee that you will not lose data.
        This will never happen again.
        Perhaps the cable is loose.
        MAYBE the update did it.
        With any luck the import ends tonight.
        Le problème vient sans doute du réseau.
        Cela devrait être réglé demain.
        On espère que le service reviendra.
        C'est probablement le disque.
        C'est peut-être le réseau.
        Nous pensons que la base est en cause.
        Il semble que le disque soit plein.
        Avec un peu de chance, ce sera fini ce soir.
        Le service devrait refonctionner ce soir.
        Cela ne se reproduira plus.
        Le probleme sera bientot resolu.
        La panne pourrait venir du pare-feu.
        Nous soupçonnons la dernière version.
        """;

    public const string Jargon = """
        We will send the RCA on Friday.
        We treat this as a P1.
        This is a SEV2 for us.
        A hotfix goes out tonight.
        We did a rollback at noon.
        It is a regression in the export.
        We could not repro it.
        The server went OOM.
        The failover took ten minutes.
        A k8s pod crashed.
        We found a race condition.
        The work is tracked in JIRA-1234.
        The stack trace shows where it stops.
        A NullPointerException stopped the job.
        We will write by EOD.
        Le rollback est terminé.
        La correction est en prod.
        La MEP est prévue mardi.
        Un correctif à chaud sera posé ce soir.
        Le serveur est KO.
        Voir OPS-2231 pour la suite.
        Le failover a pris dix minutes.
        Le post-mortem suivra vendredi.
        """;

    public const string Fine = """
        We made a mistake in the export.
        Our configuration was wrong.
        The fault current was too high.
        No one is to blame.
        Nobody messed it up.
        Niemand ist schuld.
        Dora ist nicht schuld.
        Der Test hat zwei Stunden gedauert, und das Zertifikat war abgelaufen.
        Nadie tiene la culpa.
        La prueba duró dos horas y el certificado había caducado.
        Ninguém tem culpa.
        O teste durou duas horas e o certificado tinha vencido.
        It is nobody's fault.
        This is not your fault.
        If you forgot your password, use the link.
        You should have received an email by now.
        Your support team has been told.
        The vendor's maintenance window ends at noon.
        The system's fault tolerance was not affected.
        The error message on your screen is harmless.
        We are responsible for this and will put it right.
        We dropped the ball and we are sorry.
        The import failed to finish on 3 March.
        We do not know yet whether the backup is complete.
        The next update follows on May 12.
        Should you see an error, reload the page.
        You should restart the client.
        You may use the CSV export until then.
        We will write again on Tuesday at 10:00.
        The password should be at least twelve characters.
        We hope to see you at the meeting.
        The page looks like this after the update.
        We will not guess before the logs are read.
        It is not clear whether data was lost.
        The message "Failover in progress: OOM" can be ignored.
        See https://status.example.com/rollback/p1 for the state.
        The product Rollback Manager is not affected.
        Please do not restart the server until we write.
        The vendor delivers the part on Thursday.
        Engineering found the cause and corrected it.
        Mike Ross is working on it with two engineers.
        Your invoice INV-2031 is correct.
        Invoice 12 was wrong and has been corrected.
        Two jobs ran late because they failed to start in time.
        Some support requests failed to load.
        The page was closed because of a support request.
        Your team should have received an invitation.
        Today's fault report is attached.
        We assume full responsibility for the delay.
        When it appears, press OK.
        This could have been avoided by us.
        Backups should be done every night.
        There is a heap of letters.
        Text files must be in UTF-8.
        The cable should be fixed to the wall.
        You will not be charged for March.
        Nous avons fait une erreur.
        Notre configuration était fausse.
        Personne n'est en faute.
        Ce n'est pas de votre faute.
        Si vous avez oublié votre mot de passe, suivez le lien.
        Vous devriez redémarrer le client.
        Nous ne savons pas encore si des données manquent.
        Nous aurions dû vous prévenir plus tôt.
        Le service fonctionne normalement.
        Nous espérons vous revoir bientôt à Paris.
        Le service peut être redémarré sans risque.
        C'est sans aucun doute la bonne version.
        Une faute de frappe a été corrigée dans le manuel.
        Faute de temps, la réunion est reportée.
        L'équipe support travaille avec vous.
        Le fournisseur livre la pièce jeudi.
        Nous vous écrirons mardi à 10 h.
        Le message « rollback en cours » peut être ignoré.
        À cause de la neige, la livraison est reportée.
        Vous pouvez utiliser l'export CSV en attendant.
        La cause est connue et corrigée.
        Vous avez le choix entre deux formats.
        Votre administrateur recevra un message demain.
        Les données sont complètes.
        Votre commande aurait dû arriver hier.
        C'est vous qui choisissez la date.
        Faute de technicien disponible, la visite est reportée.
        Il pourrait être utile de garder une copie.
        Votre équipe aurait dû recevoir un message.
        Le produit Failover Studio n'est pas touché.
        Nous pensons à vous et restons disponibles.
        Merci d'ignorer l'alerte 'OOM' sur votre écran.
        La prochaine mise à jour suit le 12 mai.
        Les ingénieurs ont trouvé la cause.
        Aucune action n'est attendue de votre part.
        """;
}
