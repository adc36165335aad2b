import type { LocalText } from '../study/definition'

/**
 * What is wrong with a file, by its English sentence. Names and values of the file stand in `{0}`, `{1}` …: they are
 * said as they are in every language.
 */
const sentences = {
  'the file has more than {0} characters': {
    fr: 'le fichier compte plus de {0} caractères',
    sv: 'filen har fler än {0} tecken',
  },
  '<{0}> of line {1} is not closed': {
    fr: '<{0}> de la ligne {1} n’est pas fermé',
    sv: '<{0}> på rad {1} är inte avslutat',
  },
  'there is no XML in it': { fr: 'il ne contient pas de XML', sv: 'den innehåller ingen XML' },
  'a part of it is longer than {0} characters': {
    fr: 'une partie compte plus de {0} caractères',
    sv: 'en del av den är längre än {0} tecken',
  },
  'it ends in the middle of a tag': { fr: 'il s’arrête au milieu d’une balise', sv: 'den slutar mitt i en tagg' },
  'it has a DOCTYPE; files with one are not read, whatever is in it': {
    fr: 'il contient un DOCTYPE ; de tels fichiers ne sont pas lus, quel qu’en soit le contenu',
    sv: 'den har en DOCTYPE; sådana filer läses inte, vad den än innehåller',
  },
  'this declaration is not read': { fr: 'cette déclaration n’est pas lue', sv: 'denna deklaration läses inte' },
  'there is text outside the root element': {
    fr: 'du texte se trouve hors de l’élément racine',
    sv: 'det står text utanför rotelementet',
  },
  'a control character stands in it': {
    fr: 'il contient un caractère de commande',
    sv: 'det står ett styrtecken i den',
  },
  'XML {0} is not read': { fr: 'XML {0} n’est pas lu', sv: 'XML {0} läses inte' },
  'there is a second root element': { fr: 'il y a un second élément racine', sv: 'det finns ett andra rotelement' },
  'elements lie more than {0} deep': {
    fr: 'des éléments sont imbriqués sur plus de {0} niveaux',
    sv: 'element ligger mer än {0} nivåer djupt',
  },
  'there are more than {0} elements in <{1}>': {
    fr: '<{1}> contient plus de {0} éléments',
    sv: 'det finns fler än {0} element i <{1}>',
  },
  'there are more than {0} attributes in <{1}>': {
    fr: '<{1}> contient plus de {0} attributs',
    sv: 'det finns fler än {0} attribut i <{1}>',
  },
  'there are more than {0} characters in <{1}>': {
    fr: '<{1}> contient plus de {0} caractères',
    sv: 'det finns fler än {0} tecken i <{1}>',
  },
  'a name is longer than {0} characters': {
    fr: 'un nom compte plus de {0} caractères',
    sv: 'ett namn är längre än {0} tecken',
  },
  'its comments have more than {0} characters': {
    fr: 'ses commentaires comptent plus de {0} caractères',
    sv: 'dess kommentarer har fler än {0} tecken',
  },
  'it has more than {0} versions of studies': {
    fr: 'il a plus de {0} versions d’études',
    sv: 'den har fler än {0} versioner av studier',
  },
  'it has more than {0} namespaces': {
    fr: 'il a plus de {0} espaces de noms',
    sv: 'den har fler än {0} namnrymder',
  },
  '<{0}> is not well formed': { fr: '<{0}> est mal formé', sv: '<{0}> är inte välformat' },
  'attribute {0} of <{1}> has no value': {
    fr: 'l’attribut {0} de <{1}> n’a pas de valeur',
    sv: 'attributet {0} i <{1}> har inget värde',
  },
  'attribute {0} of <{1}> has no quotes': {
    fr: 'l’attribut {0} de <{1}> n’a pas de guillemets',
    sv: 'attributet {0} i <{1}> saknar citattecken',
  },
  'attribute {0} of <{1}> has a < in it': {
    fr: 'l’attribut {0} de <{1}> contient un <',
    sv: 'attributet {0} i <{1}> innehåller ett <',
  },
  '<{0}> has more than {1} attributes': { fr: '<{0}> a plus de {1} attributs', sv: '<{0}> har fler än {1} attribut' },
  'attribute {0} of <{1}> is there twice': {
    fr: 'l’attribut {0} de <{1}> figure deux fois',
    sv: 'attributet {0} i <{1}> finns två gånger',
  },
  '</{0}> closes nothing': { fr: '</{0}> ne ferme rien', sv: '</{0}> avslutar ingenting' },
  '</{0}> closes <{1}>': { fr: '</{0}> ferme <{1}>', sv: '</{0}> avslutar <{1}>' },
  'the prefix {0}: stands for nothing': {
    fr: 'le préfixe {0}: ne désigne rien',
    sv: 'prefixet {0}: står för ingenting',
  },
  'a tag has no name': { fr: 'une balise n’a pas de nom', sv: 'en tagg har inget namn' },
  "{0} is no sign that XML knows; entities of a file's own are not read": {
    fr: '{0} n’est pas un signe connu de XML ; les entités propres à un fichier ne sont pas lues',
    sv: '{0} är inget tecken som XML känner; en fils egna entiteter läses inte',
  },
  '{0} is no sign that XML can hold': {
    fr: '{0} n’est pas un signe que XML admet',
    sv: '{0} är inget tecken som XML kan rymma',
  },
  'the signs in it are not in its encoding': {
    fr: 'ses signes ne sont pas dans son codage',
    sv: 'tecknen i den följer inte dess kodning',
  },
  '{0} is no element of this ODM': {
    fr: '{0} n’est pas un élément de cet ODM',
    sv: '{0} är inget element i denna ODM',
  },
  '{0} has no attribute {1} in this edition of ODM': {
    fr: '{0} n’a pas d’attribut {1} dans cette édition d’ODM',
    sv: '{0} har inget attribut {1} i denna utgåva av ODM',
  },
  '{0} does not stand in {1} in this edition of ODM': {
    fr: '{0} ne figure pas dans {1} dans cette édition d’ODM',
    sv: '{0} står inte i {1} i denna utgåva av ODM',
  },
  '{0} has no {1}': { fr: '{0} n’a pas de {1}', sv: '{0} saknar {1}' },
  'the OID {0} is there twice': { fr: 'l’OID {0} figure deux fois', sv: 'OID {0} finns två gånger' },
  '{0} {1} is defined nowhere': { fr: '{0} {1} n’est défini nulle part', sv: '{0} {1} är inte definierat någonstans' },
  '{0} is defined nowhere': { fr: '{0} n’est défini nulle part', sv: '{0} är inte definierat någonstans' },
  'its groups stand in forms more than {0} times': {
    fr: 'ses groupes figurent plus de {0} fois dans des formulaires',
    sv: 'dess grupper står mer än {0} gånger i formulär',
  },
  'group {0} lies in itself': { fr: 'le groupe {0} se contient lui-même', sv: 'gruppen {0} ligger i sig själv' },
  'the code {0} is there twice': { fr: 'le code {0} figure deux fois', sv: 'koden {0} finns två gånger' },
  '{0} is no type of ODM': { fr: '{0} n’est pas un type d’ODM', sv: '{0} är ingen typ i ODM' },
  'StudyEventOID {0} is no visit of this study, or one without forms': {
    fr: 'StudyEventOID {0} n’est pas une visite de cette étude, ou une visite sans formulaire',
    sv: 'StudyEventOID {0} är inget besök i denna studie, eller ett utan formulär',
  },
  '{0} is no form of this study': {
    fr: '{0} n’est pas un formulaire de cette étude',
    sv: '{0} är inget formulär i denna studie',
  },
  'ItemOID {0} is no item of group {1} in this form': {
    fr: 'ItemOID {0} n’est pas une donnée du groupe {1} dans ce formulaire',
    sv: 'ItemOID {0} är ingen fråga i gruppen {1} i detta formulär',
  },
  'an item with several values is not read': {
    fr: 'une donnée à plusieurs valeurs n’est pas lue',
    sv: 'en fråga med flera värden läses inte',
  },
  'the value has {0} characters; {1} are the most': {
    fr: 'la valeur compte {0} caractères ; le maximum est {1}',
    sv: 'värdet har {0} tecken; {1} är det mesta',
  },
  '{0} is not in the code list of the item': {
    fr: '{0} n’est pas dans la liste de codes de la donnée',
    sv: '{0} finns inte i frågans kodlista',
  },
  '{0} is no whole number': { fr: '{0} n’est pas un nombre entier', sv: '{0} är inget heltal' },
  '{0} is no number': { fr: '{0} n’est pas un nombre', sv: '{0} är inget tal' },
  '{0} is no date': { fr: '{0} n’est pas une date', sv: '{0} är inget datum' },
  '{0} is no time': { fr: '{0} n’est pas une heure', sv: '{0} är inget klockslag' },
  '{0} is no date and time': { fr: '{0} n’est pas une date avec heure', sv: '{0} är inget datum med klockslag' },
  '{0} is neither true nor false': { fr: '{0} n’est ni vrai ni faux', sv: '{0} är varken sant eller falskt' },
  'version {0} is there twice': { fr: 'la version {0} figure deux fois', sv: 'version {0} finns två gånger' },
  'it takes in version {1} of study {0}, which was not read before it': {
    fr: 'il inclut la version {1} de l’étude {0}, qui n’a pas été lue avant lui',
    sv: 'den tar in version {1} av studien {0}, som inte har lästs före den',
  },
  'it does not repeat in this study, and stands there as {0} and as {1}': {
    fr: 'il ne se répète pas dans cette étude et y figure comme {0} et comme {1}',
    sv: 'det upprepas inte i denna studie och står där som {0} och som {1}',
  },
  'it has more than {0} participants': {
    fr: 'il compte plus de {0} participants',
    sv: 'den har fler än {0} deltagare',
  },
  '{0} {1} stands there twice': { fr: '{0} {1} y figure deux fois', sv: '{0} {1} står där två gånger' },
  'it has data of study {0}, version {1}, and no definition of it: name the file that has it before this one': {
    fr: 'il contient des données de l’étude {0}, version {1}, sans sa définition : indiquez d’abord le fichier qui la contient',
    sv: 'den har data från studien {0}, version {1}, men ingen definition av den: ange först filen som har den',
  },
  '{0} and {1} would both be called {2}': {
    fr: '{0} et {1} porteraient tous deux le nom {2}',
    sv: '{0} och {1} skulle båda heta {2}',
  },
  'the root is {0}, not ODM: this is a part of a file, or another format': {
    fr: 'la racine est {0} et non ODM : c’est une partie de fichier ou un autre format',
    sv: 'roten är {0}, inte ODM: detta är en del av en fil eller ett annat format',
  },
  'ODM stands in no namespace': { fr: 'ODM n’est dans aucun espace de noms', sv: 'ODM står inte i någon namnrymd' },
  '{0} is no edition of ODM that is read': {
    fr: '{0} n’est pas une édition d’ODM qui soit lue',
    sv: '{0} är ingen utgåva av ODM som läses',
  },
  'ODMVersion {0} does not go with the namespace {1}': {
    fr: 'ODMVersion {0} ne s’accorde pas avec l’espace de noms {1}',
    sv: 'ODMVersion {0} stämmer inte med namnrymden {1}',
  },
  'its forms ask {0} items; {1} are the most': {
    fr: 'ses formulaires demandent {0} données ; le maximum est {1}',
    sv: 'dess formulär ställer {0} frågor; {1} är det mesta',
  },
  'there is no form in it that could be entered': {
    fr: 'il ne contient aucun formulaire qui puisse être saisi',
    sv: 'det finns inget formulär i den som kan fyllas i',
  },
  'the study cannot be one of ours: {0} is more than {1}': {
    fr: 'l’étude ne peut être reprise ici : {0} dépasse {1}',
    sv: 'studien kan inte tas in här: {0} är mer än {1}',
  },
  'the study cannot be one of ours: {0} is not written as it is here': {
    fr: 'l’étude ne peut être reprise ici : {0} n’est pas écrit comme ici',
    sv: 'studien kan inte tas in här: {0} är inte skrivet som här',
  },
  'the study would not be sound: {0}': {
    fr: 'l’étude ne serait pas cohérente : {0}',
    sv: 'studien skulle inte hålla ihop: {0}',
  },
  'the mapping says nothing about this file': {
    fr: 'la correspondance ne dit rien de ce fichier',
    sv: 'mappningen säger inget om denna fil',
  },
  'there is nothing in it': { fr: 'il est vide', sv: 'den är tom' },
  '“{0} {1}”: {2} for {3}': { fr: '« {0} {1} » : {2} pour {3}', sv: '”{0} {1}”: {2} för {3}' },
  'two columns have one name': { fr: 'deux colonnes portent le même nom', sv: 'två kolumner har samma namn' },
  'there is no column {0}': { fr: 'il n’y a pas de colonne {0}', sv: 'det finns ingen kolumn {0}' },
  'the study has no item {0} in a form {1}': {
    fr: 'l’étude n’a pas de donnée {0} dans un formulaire {1}',
    sv: 'studien har ingen fråga {0} i ett formulär {1}',
  },
} as const satisfies Readonly<Record<string, { readonly fr: string; readonly sv: string }>>

export type Sentence = keyof typeof sentences

/** As much of a value of the file stands in a sentence at most. */
const LONGEST = 200

/** One of the sentences, in every language, with what stands in it. */
export const inWords = (sentence: Sentence, ...values: readonly (string | number)[]): LocalText =>
  filledIn({ en: sentence, ...sentences[sentence] }, values)

/** A sentence with names and values in the place of `{0}`, `{1}` …. */
export function filledIn(
  { en, fr, sv }: { readonly en: string; readonly fr: string; readonly sv: string },
  values: readonly (string | number)[],
): LocalText {
  const filled = (text: string): string =>
    text.replace(/\{(\d)\}/g, (_, at: string) => shortened(String(values[Number(at)] ?? '')))
  return { en: filled(en), fr: filled(fr), sv: filled(sv) }
}

const shortened = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)
