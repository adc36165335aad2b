import { defineTexts } from '../ui/language'

export const ctcaeTexts = defineTexts('ctcae', {
  en: {
    'from.published': 'NCI’s wording, CTCAE 5.0.',
    'from.own': 'The criteria in short, in our words. NCI’s table is not loaded.',
    'from.general': 'What the grades mean in general. NCI’s table is not loaded.',
    noTerm: 'What the grades mean in general. Choose the CTCAE term to see its own.',
    noGrade: 'CTCAE has no grade {{grade}} for this term.',
  },
  fr: {
    'from.published': 'Texte du NCI, CTCAE 5.0, en anglais.',
    'from.own': 'Les critères en bref, dans nos mots. La table du NCI n’est pas chargée.',
    'from.general': 'Le sens général des grades. La table du NCI n’est pas chargée.',
    noTerm: 'Le sens général des grades. Choisissez le terme CTCAE pour voir les siens.',
    noGrade: 'CTCAE n’a pas de grade {{grade}} pour ce terme.',
  },
})
