import { defineTexts } from '../../ui/language'

export const kioskTexts = defineTexts('kiosk', {
  en: {
    leave: 'Take the screen back',
    leaveText: 'The participant’s answers are saved. Your password opens the app again.',
    password: 'Password of {{name}}',
    stopped: 'This computer did not answer. Try again.',
    back: 'Back to the participant',
    open: 'Open the app',
    leftOut: 'Left out by the participant',
    notApplicable: 'Does not apply, as the participant says',
    changed: 'Changed by the participant',
  },
  fr: {
    leave: 'Reprendre l’écran',
    leaveText: 'Les réponses du participant sont enregistrées. Votre mot de passe rouvre l’application.',
    password: 'Mot de passe de {{name}}',
    stopped: 'Cet ordinateur n’a pas répondu. Réessayez.',
    back: 'Retour au participant',
    open: 'Ouvrir l’application',
    leftOut: 'Laissé sans réponse par le participant',
    notApplicable: 'Non concerné, selon le participant',
    changed: 'Modifié par le participant',
  },
  sv: {
    leave: 'Ta tillbaka skärmen',
    leaveText: 'Deltagarens svar är sparade. Ditt lösenord öppnar appen igen.',
    password: 'Lösenord för {{name}}',
    stopped: 'Datorn svarade inte. Försök igen.',
    back: 'Tillbaka till deltagaren',
    open: 'Öppna appen',
    leftOut: 'Överhoppad av deltagaren',
    notApplicable: 'Gäller inte, säger deltagaren',
    changed: 'Ändrad av deltagaren',
  },
})
