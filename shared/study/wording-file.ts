import { type CodeListDef, type FormDef, Language, type StudyVersion } from './definition'
import { WordingPack } from './wording-pack'

/** A form that participants answer, with the code lists of its study. */
export interface Questionnaire {
  readonly form: FormDef
  readonly codeLists: readonly CodeListDef[]
}

/** The forms that participants answer, each as the last of these versions has it. */
export function questionnairesIn(versions: readonly StudyVersion[]): readonly Questionnaire[] {
  const found = new Map<string, Questionnaire>()
  for (const { forms, codeLists } of versions)
    for (const form of forms) if (form.kiosk) found.set(form.oid, { form, codeLists })
  return [...found.values()]
}

/** Why a file is no pack that could be shown, each where it stands in the file. */
export type WordingFault =
  | { readonly why: 'not-json' }
  | { readonly why: 'not-as-it-should-be'; readonly where: string }
  | { readonly why: 'unknown-form'; readonly where: string }
  | { readonly why: 'unknown-item' | 'item-twice'; readonly where: string }
  | { readonly why: 'unknown-answer'; readonly where: string; readonly answer: string }
  | { readonly why: 'no-words' }

/** How much of a form is worded in a language. */
interface Coverage {
  readonly language: Language
  readonly questions: number
  readonly of: number
}

export type WordingReading =
  | { readonly kind: 'refused'; readonly faults: readonly WordingFault[] }
  | { readonly kind: 'pack'; readonly pack: WordingPack; readonly coverage: readonly Coverage[] }

/**
 * Reads a pack and holds it against the forms that it could word. A pack is taken whole or not at all; what it does not
 * word keeps our neutral labels.
 */
export function readWordingPack(text: string, questionnaires: readonly Questionnaire[]): WordingReading {
  const json = parsed(text)
  if (json === undefined) return { kind: 'refused', faults: [{ why: 'not-json' }] }
  const read = WordingPack.safeParse(json)
  if (!read.success) {
    const places = [...new Set(read.error.issues.map(({ path }) => path.join('.')))]
    return { kind: 'refused', faults: places.map((where) => ({ why: 'not-as-it-should-be', where })) }
  }
  const pack = read.data
  const known = questionnaires.find(({ form }) => form.oid === pack.form)
  if (!known) return { kind: 'refused', faults: [{ why: 'unknown-form', where: pack.form }] }
  const faults = faultsOf(pack, known)
  if (faults.length > 0) return { kind: 'refused', faults }
  return { kind: 'pack', pack, coverage: coverageOf(pack, known) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function faultsOf(pack: WordingPack, { form, codeLists }: Questionnaire): readonly WordingFault[] {
  const asked = new Set(askedIn(form).map(({ oid }) => oid))
  const worded = Object.keys(pack.items)
  const seen = new Set<string>()
  const answers = pack.answers.flatMap(({ items, words }) =>
    items.flatMap((item): readonly WordingFault[] => {
      if (!asked.has(item)) return [{ why: 'unknown-item', where: item }]
      if (seen.has(item)) return [{ why: 'item-twice', where: item }]
      seen.add(item)
      const known = answersOf(form, codeLists, item)
      return Object.keys(words)
        .filter((answer) => !known.includes(answer))
        .map((answer) => ({ why: 'unknown-answer', where: item, answer }))
    }),
  )
  return [
    ...worded.filter((item) => !asked.has(item)).map((item) => ({ why: 'unknown-item' as const, where: item })),
    ...answers,
    ...(worded.length === 0 && pack.answers.length === 0 ? [{ why: 'no-words' as const }] : []),
  ]
}

const askedIn = ({ groups, kiosk }: FormDef) =>
  (groups.find(({ oid }) => oid === kiosk?.questions)?.items ?? []).filter(({ type }) => type !== 'calculated')

/** Scales with more steps than this are marked on a line: only their ends have words. */
const MOST_STEPS = 101

/** What a participant can answer: codes, whole numbers of a range, and that it does not apply where that is offered. */
function answersOf(form: FormDef, codeLists: readonly CodeListDef[], oid: string): readonly string[] {
  const item = askedIn(form).find((one) => one.oid === oid)
  const none = form.kiosk?.notApplicable?.items.includes(oid) ? ['NA'] : []
  if (item?.type === 'code') {
    const list = codeLists.find((one) => one.oid === item.codeList)
    return [...(list?.codes.map(({ code }) => code) ?? []), ...none]
  }
  if (item?.type !== 'integer' || item.hard?.low === undefined || item.hard.high === undefined) return none
  const [low, high] = [Number(item.hard.low), Number(item.hard.high)]
  return [...Array.from({ length: Math.min(high - low + 1, MOST_STEPS) }, (_, i) => String(low + i)), ...none]
}

function coverageOf(pack: WordingPack, { form }: Questionnaire): readonly Coverage[] {
  const asked = askedIn(form)
  return Language.options
    .map((language) => ({
      language,
      questions: asked.filter(({ oid }) => pack.items[oid]?.[language] !== undefined).length,
      of: asked.length,
    }))
    .filter(({ questions }) => questions > 0)
}
