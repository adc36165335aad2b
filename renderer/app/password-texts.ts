import { defineTexts } from '../ui/language'

/** Words of changing one's own password. */
export const passwordTexts = defineTexts('password', {
  en: {
    title: 'Change password',
    text: 'This computer opens with the new password at once, with or without a network. Wherever else you are signed in, that sign-in ends.',
    current: 'Current password',
    next: 'New password',
    code: 'Code',
    codeHint: 'The six digits that your phone’s app shows now, or one of your recovery codes. Each is good once.',
    cancel: 'Cancel',
    change: 'Change password',
    changing: 'Changing it',
    close: 'Close',
    again: 'Try again',
    currentMissing: 'Type your current password.',
    codeMissing: 'Type the code.',
    wrongCode: 'That is not the code, or it was used before. Wait for the next one on your phone.',
    same: 'This is the password you have now.',
    'no-server': 'The server cannot be reached',
    'no-serverText':
      'A password is changed at the server, so that there is one and not two. Nothing was changed: yours opens this computer as before.',
    'sign-in-again': 'Sign in again first',
    'sign-in-againText':
      'The server does not know this sign-in any more, or another password of yours is in force. Nothing was changed here. Lock, sign in, then change it.',
    unanswered: 'The server’s answer did not arrive',
    unansweredText:
      'Nothing is lost. Until the server has been heard, both passwords open this computer. Try again now, or sign in later with the new one: what the server takes then is your password.',
    undecided: 'An earlier change is not decided yet',
    undecidedText:
      'The server was asked for another new password before, and its answer did not arrive. Lock and sign in: what the server takes then is your password. Then change it.',
    stopped: 'Changing the password stopped halfway',
    stoppedText:
      'Nothing is lost. Lock and sign in, with the new password or the one before: what the server takes is your password.',
    changed: 'Your password is changed',
    changedText:
      'The old one does not open this computer any more. Your other sign-ins have ended. Another computer of yours takes the new one at its next sign-in that reaches the server; until then, and without a network, the old one opens it.',
  },
  fr: {
    title: 'Changer de mot de passe',
    text: 'Cet ordinateur s’ouvre aussitôt avec le nouveau mot de passe, avec ou sans réseau. Partout ailleurs, vos connexions sont fermées.',
    current: 'Mot de passe actuel',
    next: 'Nouveau mot de passe',
    code: 'Code',
    codeHint:
      'Les six chiffres que l’application de votre téléphone affiche maintenant, ou l’un de vos codes de secours. Chacun ne sert qu’une fois.',
    cancel: 'Annuler',
    change: 'Changer de mot de passe',
    changing: 'Changement en cours',
    close: 'Fermer',
    again: 'Réessayer',
    currentMissing: 'Saisissez votre mot de passe actuel.',
    codeMissing: 'Saisissez le code.',
    wrongCode: 'Ce n’est pas le code, ou il a déjà servi. Attendez le suivant sur votre téléphone.',
    same: 'C’est votre mot de passe actuel.',
    'no-server': 'Le serveur est injoignable',
    'no-serverText':
      'Un mot de passe se change auprès du serveur, pour qu’il n’y en ait qu’un. Rien n’a changé : le vôtre ouvre cet ordinateur comme avant.',
    'sign-in-again': 'Connectez-vous d’abord à nouveau',
    'sign-in-againText':
      'Le serveur ne connaît plus cette connexion, ou un autre de vos mots de passe est en vigueur. Rien n’a changé ici. Verrouillez, connectez-vous, puis changez-le.',
    unanswered: 'La réponse du serveur n’est pas arrivée',
    unansweredText:
      'Rien n’est perdu. Tant que le serveur n’a pas répondu, les deux mots de passe ouvrent cet ordinateur. Réessayez maintenant, ou connectez-vous plus tard avec le nouveau : celui que le serveur accepte alors est le vôtre.',
    undecided: 'Un changement précédent n’est pas encore tranché',
    undecidedText:
      'Un autre nouveau mot de passe a été demandé au serveur, et sa réponse n’est pas arrivée. Verrouillez et connectez-vous : celui que le serveur accepte alors est le vôtre. Changez-le ensuite.',
    stopped: 'Le changement de mot de passe s’est arrêté en chemin',
    stoppedText:
      'Rien n’est perdu. Verrouillez et connectez-vous, avec le nouveau mot de passe ou le précédent : celui que le serveur accepte est le vôtre.',
    changed: 'Votre mot de passe est changé',
    changedText:
      'L’ancien n’ouvre plus cet ordinateur. Vos autres connexions sont fermées. Un autre de vos ordinateurs prend le nouveau à sa prochaine connexion qui atteint le serveur ; jusque-là, et sans réseau, l’ancien l’ouvre.',
  },
  sv: {
    title: 'Byt lösenord',
    text: 'Den här datorn öppnas genast med det nya lösenordet, med eller utan nätverk. Överallt annars där du är inloggad avslutas inloggningen.',
    current: 'Nuvarande lösenord',
    next: 'Nytt lösenord',
    code: 'Kod',
    codeHint:
      'De sex siffror som telefonens app visar nu, eller en av dina återställningskoder. Varje kod gäller en gång.',
    cancel: 'Avbryt',
    change: 'Byt lösenord',
    changing: 'Byter lösenord',
    close: 'Stäng',
    again: 'Försök igen',
    currentMissing: 'Skriv ditt nuvarande lösenord.',
    codeMissing: 'Skriv koden.',
    wrongCode: 'Det är inte koden, eller så har den redan använts. Vänta på nästa i telefonen.',
    same: 'Det är lösenordet du har nu.',
    'no-server': 'Servern går inte att nå',
    'no-serverText':
      'Ett lösenord byts hos servern, så att det finns ett och inte två. Inget har ändrats: ditt öppnar datorn som förut.',
    'sign-in-again': 'Logga in på nytt först',
    'sign-in-againText':
      'Servern känner inte längre till den här inloggningen, eller så gäller ett annat av dina lösenord. Inget har ändrats här. Lås, logga in och byt sedan.',
    unanswered: 'Serverns svar kom inte fram',
    unansweredText:
      'Inget har gått förlorat. Tills servern har hörts öppnar båda lösenorden datorn. Försök igen nu, eller logga in senare med det nya: det som servern då godtar är ditt lösenord.',
    undecided: 'Ett tidigare byte är inte avgjort än',
    undecidedText:
      'Servern har tidigare ombetts sätta ett annat nytt lösenord, och svaret kom inte fram. Lås och logga in: det som servern då godtar är ditt lösenord. Byt det sedan.',
    stopped: 'Lösenordsbytet stannade halvvägs',
    stoppedText:
      'Inget har gått förlorat. Lås och logga in, med det nya lösenordet eller det tidigare: det som servern godtar är ditt lösenord.',
    changed: 'Ditt lösenord är bytt',
    changedText:
      'Det gamla öppnar inte längre den här datorn. Dina andra inloggningar har avslutats. En annan av dina datorer tar det nya vid nästa inloggning som når servern; till dess, och utan nätverk, öppnar det gamla den.',
  },
})
