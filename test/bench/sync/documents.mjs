/**
 * The documents that every peer gets, clinical-looking and about 1 KB of JSON each: the same number of them, the same
 * bytes. They are entered as visits are, five forms of a participant after each other, participant by participant.
 */

/** @typedef {Readonly<Record<string, { v: number, u: string }>>} Items */
/**
 * @typedef {object} Document
 * @property {string} id
 * @property {string} study
 * @property {string} site
 * @property {string} subject
 * @property {string} event
 * @property {string} form
 * @property {number} version
 * @property {number} n
 * @property {string} at
 * @property {string} by
 * @property {Items} items
 * @property {string} note
 */

export const FORMS = ['VS', 'AE', 'LB', 'CM', 'MH']
/** Visits; the documents fill ten of them, and what is entered afterwards goes into the two others. */
export const EVENTS = Array.from({ length: 12 }, (_, i) => `V${i + 1}`)
/** Items of a form that hold a number. */
export const ITEMS = Array.from({ length: 12 }, (_, i) => `IT_${i}`)
export const UNIT = 'mmHg'
/** Documents of one participant. */
const EACH = FORMS.length * 10
const BYTES = 1_024

const WORDS =
  'subject reports mild headache after dose resolved without treatment no change in concomitant medication site staff confirmed visit date source document reviewed value corrected transcription error pressure repeated after rest'.split(
    ' ',
  )

/** @param {number} n documents */
export const participantsOf = (n) => Math.ceil(n / EACH)

/**
 * @param {number} seed
 * @returns {() => number} numbers from 0 up to 1, always the same ones
 */
function chanceFrom(seed) {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Some documents more, of the same participants, into a visit that holds nothing yet.
 * @param {number} n how many documents there are
 * @param {'V11' | 'V12'} event
 * @returns {Document[]} five a participant
 */
export const moreDocuments = (n, event) =>
  documents(n, 7)
    .slice(0, participantsOf(n) * FORMS.length)
    .map((document) => ({ ...document, event }))

/**
 * A UUID that is made from chance handed in.
 * @param {() => number} chance
 */
function uuid(chance) {
  const hex = (/** @type {number} */ length) =>
    Array.from({ length }, () => Math.floor(chance() * 16).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
}

/**
 * Who a participant is.
 * @param {number} number from 0 on
 */
export const subjectOf = (number) => uuid(chanceFrom(1_000_000 + number))

/**
 * @param {number} n
 * @param {number} [seed] another one makes other documents of the same participants
 * @returns {Document[]}
 */
export function documents(n, seed = 42) {
  const chance = chanceFrom(seed)
  const subjects = Array.from({ length: participantsOf(n) }, (_, i) => subjectOf(i))
  return Array.from({ length: n }, (_, i) => {
    const visit = Math.floor(i / FORMS.length)
    const fixed = {
      id: uuid(chance),
      study: 'NCT00000002',
      site: 'NL01',
      subject: subjects[visit % subjects.length] ?? '',
      event: EVENTS[Math.floor(visit / subjects.length)] ?? '',
      form: FORMS[i % FORMS.length] ?? '',
      version: 3,
      n: i,
      at: new Date(1_760_000_000_000 + Math.floor(chance() * 3e10)).toISOString(),
      by: `user-${Math.floor(chance() * 200)}`,
      items: Object.fromEntries(ITEMS.map((item) => [item, { v: Math.round(chance() * 2_000) / 10, u: UNIT }])),
    }
    const left = BYTES - JSON.stringify({ ...fixed, note: '' }).length
    let note = ''
    while (note.length < left) note += `${WORDS[Math.floor(chance() * WORDS.length)] ?? ''} `
    return { ...fixed, note: note.slice(0, left).trim() }
  })
}
