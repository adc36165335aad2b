import { defineTexts } from '../../ui/language'

/** Words about a file that is loaded for everyone, whatever is in it. */
export const loadTexts = defineTexts('load', {
  en: {
    loadNow: 'Load for everyone',
    replaceNow: 'Replace for everyone',
    loading: 'Loading',
    loadKey: 'load for everyone',
    backKey: 'back',
    discard: 'Do not load',
    chooseAnother: 'Choose another file',
  },
  fr: {
    loadNow: 'Charger pour tous',
    replaceNow: 'Remplacer pour tous',
    loading: 'Chargement',
    loadKey: 'charger pour tous',
    backKey: 'revenir',
    discard: 'Ne pas charger',
    chooseAnother: 'Choisir un autre fichier',
  },
  sv: {
    loadNow: 'Läs in för alla',
    replaceNow: 'Byt ut för alla',
    loading: 'Läser in',
    loadKey: 'läs in för alla',
    backKey: 'tillbaka',
    discard: 'Läs inte in',
    chooseAnother: 'Välj en annan fil',
  },
})
