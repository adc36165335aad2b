import { defineTexts } from '../ui/language'

export const ctcaeTexts = defineTexts('ctcae', {
  en: {
    'from.published': 'NCI’s wording, CTCAE 5.0.',
    'from.own': 'The criteria in short, in our words. NCI’s table is not loaded.',
    'from.general': 'What the grades mean in general. NCI’s table is not loaded.',
    inShort: 'Below it the criteria in short, in our words.',
    noTerm: 'What the grades mean in general, as no CTCAE term is chosen.',
    noGrade: 'CTCAE has no grade {{grade}} for this term.',
  },
  fr: {
    'from.published': 'Texte du NCI, CTCAE 5.0, en anglais.',
    'from.own': 'Les critères en bref, dans nos mots. La table du NCI n’est pas chargée.',
    'from.general': 'Le sens général des grades. La table du NCI n’est pas chargée.',
    inShort: 'En dessous, les critères en bref, dans nos mots.',
    noTerm: 'Le sens général des grades, aucun terme CTCAE n’étant choisi.',
    noGrade: 'CTCAE n’a pas de grade {{grade}} pour ce terme.',
  },
  sv: {
    'from.published': 'NCI:s ordalydelse, CTCAE 5.0.',
    'from.own': 'Kriterierna i korthet, med våra ord. NCI:s tabell är inte inläst.',
    'from.general': 'Vad graderna betyder i allmänhet. NCI:s tabell är inte inläst.',
    inShort: 'Därunder kriterierna i korthet, med våra ord.',
    noTerm: 'Vad graderna betyder i allmänhet, eftersom ingen CTCAE-term är vald.',
    noGrade: 'CTCAE har ingen grad {{grade}} för den här termen.',
  },
})
