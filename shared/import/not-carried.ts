import type { LocalText } from '../study/definition'
import { filledIn } from './refusals'
import type { XmlElement } from './xml'

/** What of a file could not be carried, by its English sentence; names of the file stand in `{0}`, `{1}` …. */
const sentences = {
  'two values stood against each other there; neither is carried': {
    fr: 'deux valeurs s’y opposaient ; aucune n’est reprise',
    sv: 'två värden stod mot varandra där; inget av dem tas med',
  },
  'the codes of this list stand elsewhere; its items are texts': {
    fr: 'les codes de cette liste se trouvent ailleurs ; ses données sont des textes',
    sv: 'koderna i denna lista står någon annanstans; dess frågor är texter',
  },
  'the name of the study is longer than {0} characters; what is beyond is not carried': {
    fr: 'le nom de l’étude dépasse {0} caractères ; la suite n’est pas reprise',
    sv: 'studiens namn är längre än {0} tecken; resten tas inte med',
  },
  'the name of the version is longer than {0} characters; what is beyond is not carried': {
    fr: 'le nom de la version dépasse {0} caractères ; la suite n’est pas reprise',
    sv: 'versionens namn är längre än {0} tecken; resten tas inte med',
  },
  'the visit has no form': { fr: 'la visite n’a pas de formulaire', sv: 'besöket har inget formulär' },
  'it repeats, so it is a visit without a plan': {
    fr: 'elle se répète : c’est donc une visite non planifiée',
    sv: 'det upprepas och är därför ett oplanerat besök',
  },
  'the form has no item': { fr: 'le formulaire n’a pas de donnée', sv: 'formuläret har ingen fråga' },
  'the form stands in no visit': {
    fr: 'le formulaire ne figure dans aucune visite',
    sv: 'formuläret står inte i något besök',
  },
  'what stands in the namespace {0} is not carried': {
    fr: 'ce qui est dans l’espace de noms {0} n’est pas repris',
    sv: 'det som står i namnrymden {0} tas inte med',
  },
  'what stands in no namespace is not carried': {
    fr: 'ce qui n’est dans aucun espace de noms n’est pas repris',
    sv: 'det som inte står i någon namnrymd tas inte med',
  },
  'ODM stands in no namespace': {
    fr: 'ODM n’est dans aucun espace de noms',
    sv: 'ODM står inte i någon namnrymd',
  },
  '{0} is not carried': { fr: '{0} n’est pas repris', sv: '{0} tas inte med' },
  'the condition on which it is not asked ({0}) is not carried': {
    fr: 'la condition sous laquelle elle n’est pas demandée ({0}) n’est pas reprise',
    sv: 'villkoret för när den inte ställs ({0}) tas inte med',
  },
  'its calculation ({0}) is not carried': {
    fr: 'son calcul ({0}) n’est pas repris',
    sv: 'dess beräkning ({0}) tas inte med',
  },
  'the check of a coded item is not carried': {
    fr: 'le contrôle d’une donnée codée n’est pas repris',
    sv: 'kontrollen av en kodad fråga tas inte med',
  },
  'the check is not carried': { fr: 'le contrôle n’est pas repris', sv: 'kontrollen tas inte med' },
  'the check is not carried: the bound itself is not allowed': {
    fr: 'le contrôle n’est pas repris : la limite elle-même n’est pas admise',
    sv: 'kontrollen tas inte med: själva gränsen är inte tillåten',
  },
  'the check {0} is not carried': { fr: 'le contrôle {0} n’est pas repris', sv: 'kontrollen {0} tas inte med' },
  'the check without comparator is not carried': {
    fr: 'le contrôle sans comparateur n’est pas repris',
    sv: 'kontrollen utan jämförelse tas inte med',
  },
  '{0} is entered as text': { fr: '{0} se saisit comme texte', sv: '{0} fylls i som text' },
  'how {0} converts to {1} is not said; {0} is kept as typed': {
    fr: 'la conversion de {0} en {1} n’est pas indiquée ; {0} reste tel qu’il est saisi',
    sv: 'hur {0} räknas om till {1} sägs inte; {0} behålls som det skrevs',
  },
  'texts in {0}: the app does not speak it': {
    fr: 'textes en {0} : l’application ne parle pas cette langue',
    sv: 'texter på {0}: appen talar inte det språket',
  },
  'a file that was added to a form is named there, and is not carried': {
    fr: 'un fichier joint à un formulaire y est nommé et n’est pas repris',
    sv: 'en fil som bifogats ett formulär nämns där och tas inte med',
  },
} as const satisfies Readonly<Record<string, { readonly fr: string; readonly sv: string }>>

/** What could not be carried, in every language, with what stands in it. */
export const notCarried = (sentence: keyof typeof sentences, ...values: readonly string[]): LocalText =>
  filledIn({ en: sentence, ...sentences[sentence] }, values)

/** The same with the place in the file that it is said of. */
export const notCarriedAt = ({ line, path }: Pick<XmlElement, 'line' | 'path'>, what: LocalText): LocalText => ({
  en: `line ${line}, ${path}: ${what.en}`,
  fr: `ligne ${line}, ${path} : ${what.fr ?? what.en}`,
  sv: `rad ${line}, ${path}: ${what.sv ?? what.en}`,
})

/** The same with how often it was so. */
export const soOften = (what: LocalText, n: number): LocalText =>
  n === 1
    ? what
    : {
        en: `${what.en} (${n} times)`,
        fr: `${what.fr ?? what.en} (${n} fois)`,
        sv: `${what.sv ?? what.en} (${n} gånger)`,
      }
