import type { DoseFault } from '../dose-release/recorded'
import type { LookAlike } from '../privacy/look-alike'
import type { Range } from '../study/definition'
import type { SpokenText } from '../study/names'

/** What the findings that every item can have say. */
export const messages = {
  doseDeviation: {
    en: 'Given without a release that stands: record it as a deviation.',
    fr: 'Administrée sans libération valable : notez-le comme déviation.',
    sv: 'Given utan giltigt godkännande: dokumentera det som en avvikelse.',
  },
  required: { en: 'A value is required.', fr: 'Une valeur est requise.', sv: 'Ett värde krävs.' },
  reason: {
    en: 'Say why this was not done.',
    fr: 'Indiquez pourquoi cela n’a pas été fait.',
    sv: 'Ange varför detta inte gjordes.',
  },
  notExpected: {
    en: 'Not expected here: clear it, or correct the answer it depends on.',
    fr: 'Non attendu ici : effacez-le ou corrigez la réponse dont il dépend.',
    sv: 'Väntas inte här: rensa det eller rätta svaret det beror på.',
  },
  linkGone: {
    en: 'What this refers to was withdrawn or is not there. Choose another record, or clear it.',
    fr: 'Ce à quoi cela renvoie a été retiré ou n’existe pas. Choisissez une autre ligne ou effacez.',
    sv: 'Det som detta hänvisar till har tagits bort eller finns inte. Välj en annan post eller rensa.',
  },
  linkWords: {
    en: 'Entered as words. The record that is meant can be chosen.',
    fr: 'Saisi en toutes lettres. La ligne concernée peut être choisie.',
    sv: 'Angivet i ord. Posten som avses kan väljas.',
  },
  future: {
    en: 'This date lies in the future.',
    fr: 'Cette date est dans le futur.',
    sv: 'Detta datum ligger i framtiden.',
  },
} satisfies Record<string, SpokenText>

/** What a text that may say who somebody is looks like. The text itself is not repeated. */
export const looksLike: Readonly<Record<LookAlike, SpokenText>> = {
  'e-mail': {
    en: 'This looks like an e-mail address.',
    fr: 'Cela ressemble à une adresse électronique.',
    sv: 'Detta ser ut som en e-postadress.',
  },
  phone: {
    en: 'This looks like a telephone number.',
    fr: 'Cela ressemble à un numéro de téléphone.',
    sv: 'Detta ser ut som ett telefonnummer.',
  },
  'birth-date': {
    en: 'This looks like a date of birth.',
    fr: 'Cela ressemble à une date de naissance.',
    sv: 'Detta ser ut som ett födelsedatum.',
  },
  'long-number': {
    en: 'This looks like a record or civil number.',
    fr: 'Cela ressemble à un numéro de dossier ou d’identité.',
    sv: 'Detta ser ut som ett journal- eller personnummer.',
  },
}

/** Said behind it where words are written that nobody has to answer for. */
export const nobodyIsNamed: SpokenText = {
  en: 'Participants are known by their code alone.',
  fr: 'Les participants ne sont connus que par leur code.',
  sv: 'Deltagare är kända enbart genom sin kod.',
}

const takeOut: SpokenText = {
  en: 'Take out what says who somebody is, or confirm that it does not.',
  fr: 'Retirez ce qui dit de qui il s’agit, ou confirmez que non.',
  sv: 'Ta bort det som säger vem någon är, eller bekräfta att det inte gör det.',
}

/** What is asked of an item whose words may say who somebody is. */
export const identifying = (like: LookAlike): SpokenText => ({
  en: `${looksLike[like].en} ${takeOut.en}`,
  fr: `${looksLike[like].fr} ${takeOut.fr}`,
  sv: `${looksLike[like].sv} ${takeOut.sv}`,
})

/** What is said of a dose whose release is not right. */
export const doseFaults: Readonly<Record<DoseFault, SpokenText>> = {
  'not-released': {
    en: 'No investigator has released this dose. If it was given all the same, an investigator says why.',
    fr: 'Aucun investigateur n’a libéré cette dose. Si elle a été donnée malgré tout, un investigateur dit pourquoi.',
    sv: 'Ingen prövare har godkänt dosen. Om den ändå gavs säger en prövare varför.',
  },
  held: {
    en: 'An investigator decided not to give this dose. If it was given all the same, an investigator says why.',
    fr: 'Un investigateur a décidé de ne pas donner cette dose. Si elle a été donnée malgré tout, il dit pourquoi.',
    sv: 'En prövare beslutade att inte ge dosen. Om den ändå gavs säger en prövare varför.',
  },
  fallen: {
    en: 'What the dose release rested on has changed since it was signed. An investigator looks again.',
    fr: 'Les données de la libération ont changé depuis sa signature. Un investigateur les revoit.',
    sv: 'Det som dosgodkännandet byggde på har ändrats sedan det signerades. En prövare tittar igen.',
  },
  late: {
    en: 'The dose was released only after it had begun.',
    fr: 'La dose n’a été libérée qu’après le début de son administration.',
    sv: 'Dosen godkändes först efter att den hade påbörjats.',
  },
  'other-day': {
    en: 'The dose was released for another day. An investigator releases it for the day it was given.',
    fr: 'La dose a été libérée pour un autre jour. Un investigateur la libère pour le jour où elle a été donnée.',
    sv: 'Dosen godkändes för en annan dag. En prövare godkänner den för den dag den gavs.',
  },
  amount: {
    en: 'This is not the amount that was released.',
    fr: 'Ce n’est pas la quantité qui a été libérée.',
    sv: 'Detta är inte den mängd som godkändes.',
  },
}

export function outside({ low, high }: Range, unit: string | undefined): SpokenText {
  const suffix = unit === undefined ? '' : ` ${unit}`
  if (low !== undefined && high !== undefined)
    return {
      en: `Outside ${low}–${high}${suffix}.`,
      fr: `En dehors de ${low}–${high}${suffix}.`,
      sv: `Utanför ${low}–${high}${suffix}.`,
    }
  return low === undefined
    ? { en: `Above ${high}${suffix}.`, fr: `Supérieur à ${high}${suffix}.`, sv: `Över ${high}${suffix}.` }
    : { en: `Below ${low}${suffix}.`, fr: `Inférieur à ${low}${suffix}.`, sv: `Under ${low}${suffix}.` }
}
