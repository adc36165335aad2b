import { defineTexts } from './language'

/** What is asked of a password that somebody chooses. */
export const newPasswordTexts = defineTexts('new-password', {
  en: {
    hint: 'At least {{count}} characters. A few words in a row are easy to keep and hard to guess.',
    repeat: 'Once more',
    short: 'This is shorter than {{count}} characters.',
    'holds-name': 'It holds your user name.',
    monotonous: 'It repeats a few characters.',
    common: 'It is built on a word that is guessed first.',
    differs: 'This is not the same as above.',
  },
  fr: {
    hint: 'Au moins {{count}} caractères. Quelques mots à la suite se retiennent bien et se devinent mal.',
    repeat: 'Encore une fois',
    short: 'Moins de {{count}} caractères.',
    'holds-name': 'Il contient votre nom d’utilisateur.',
    monotonous: 'Il répète quelques caractères.',
    common: 'Il repose sur un mot que l’on essaie en premier.',
    differs: 'Ce n’est pas le même qu’au-dessus.',
  },
  sv: {
    hint: 'Minst {{count}} tecken. Några ord i rad är lätta att minnas och svåra att gissa.',
    repeat: 'En gång till',
    short: 'Detta är kortare än {{count}} tecken.',
    'holds-name': 'Det innehåller ditt användarnamn.',
    monotonous: 'Det upprepar några få tecken.',
    common: 'Det bygger på ett ord som gissas först.',
    differs: 'Detta är inte detsamma som ovan.',
  },
})
