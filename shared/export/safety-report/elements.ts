import type { Casebook, FormState } from '../../casebook/casebook'
import { answersOf } from '../../casebook/links'
import { formOid, itemOf } from '../../casebook/path'
import { visitsOf } from '../../casebook/visits'
import { PartialDate, yearsBetween } from '../../partial-date'
import { sayings } from '../../review/sayings'
import type { SeriousReport } from '../../review/serious'
import { dosesOf, suspectsOf } from '../../review/suspects'
import type { CompiledStudy } from '../../study/compile'
import { type Language, textIn } from '../../study/definition'
import { showEntry } from '../../study/show-entry'

/**
 * A data element of an individual case safety report by its name in ICH E2B(R3) (implementation guide 5.02). `code` is
 * what a machine reads, `text` what a person does. Elements of a block that repeats carry its number in `block`.
 */
export interface Element {
  readonly id: string
  readonly code: string
  readonly text: string
  readonly block?: number
}

export interface ReportSource {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly report: SeriousReport
  /** The version that it goes on from. */
  readonly earlier?: SeriousReport | undefined
  /** When this was made, with the offset of the clock that says so. */
  readonly asOf: string
  readonly language: Language
}

/**
 * What a safety report says and no more: a participant is their code, sex and age, never a name or a date of birth.
 * Elements about which nothing is known are left out.
 */
export function elementsOf(source: ReportSource): readonly Element[] {
  const { study, casebook, report, asOf, language } = source
  const said = sayings(report.state)
  const event = report.event && casebook.forms.get(report.event)
  const ae: ReadonlyMap<string, string> = event ? sayings(event) : new Map<string, string>()
  const shown = (state: FormState | undefined, item: string) => showItem(source, state, item)
  const one = (id: string, code: string | undefined, text = code): readonly Element[] =>
    code === undefined || text === undefined || code === '' ? [] : [{ id, code, text }]
  const date = (id: string, iso: string | undefined) => one(id, iso && e2bDate(iso), iso)
  const number = said.get('SAENO')
  const { id, name, sponsorCode } = study.version.study
  const patient = demographics(study, casebook, said.get('SAESTDAT'))
  return [
    ...one('C.1.1', number && `${id}-${number}`),
    ...date('C.1.2', report.sent ?? asOf),
    ...one('C.1.3', '2', kinds[language].fromStudy),
    ...date('C.1.4', report.aware),
    ...date('C.1.5', report.aware),
    ...one('C.1.7', 'true', kinds[language].expedited),
    ...one('C.1.8.1', number && `${id}-${number}`),
    ...(report.corrects ? one('C.1.11.1', '2', kinds[language].amendment) : []),
    ...(report.corrects ? one('C.1.11.2', kinds[language].times) : []),
    ...one('C.2.r.4', qualification(said.get('REPORTEDBY')), shown(report.state, 'REPORTEDBY')),
    ...one('C.3.1', '1', kinds[language].sponsor),
    ...one('C.5.1.r.1', id),
    ...one('C.5.2', name),
    ...one('C.5.3', sponsorCode),
    ...one('C.5.4', '1', kinds[language].trial),
    ...one('D.1.1.4', casebook.code),
    ...(patient.age === undefined ? one('D.2.1', patient.year) : one('D.2.2a', patient.age)),
    ...(patient.age === undefined ? [] : one('D.2.2b', 'a', kinds[language].years)),
    ...one('D.5', patient.sex === 'M' ? '1' : patient.sex === 'F' ? '2' : undefined, patient.sexText(language)),
    ...one('E.i.1.1a', said.get('SAETERM')),
    ...one('E.i.1.2', ae.get('AECTC')),
    ...one('E.i.2.1b', ae.get('AECTCCD')),
    ...seriousness.flatMap(([element, item]) =>
      ae.get(item) === 'Y' ? one(element, 'true', labelOf(study, event, item, language)) : [],
    ),
    ...date('E.i.4', said.get('SAESTDAT')),
    ...date('E.i.5', said.get('SAEENDAT')),
    ...one('E.i.7', outcomes.get(ae.get('AEOUT') ?? ''), shown(event, 'AEOUT')),
    ...suspectElements(source, event, ae),
    ...one('H.1', said.get('SAENARR')),
    ...one('H.2', shown(report.state, 'SAEEXP')),
  ]
}

function suspectElements(
  { study, casebook, report, language }: ReportSource,
  event: FormState | undefined,
  ae: ReadonlyMap<string, string>,
): readonly Element[] {
  const onset = sayings(report.state).get('SAESTDAT') ?? '9999'
  const given = suspectsOf(study).flatMap((suspect) => {
    const doses = dosesOf(study, casebook, suspect).filter(({ start }) => start.slice(0, 10) <= onset)
    return doses.length > 0 ? [{ suspect, doses }] : []
  })
  return given.flatMap(({ suspect, doses }, i) => {
    const block = i + 1
    const relation = ae.get(suspect.relation)
    const blamed = relation !== 'NOT_RELATED'
    const action = suspect.action === undefined ? undefined : ae.get(suspect.action)
    const words = (item: string | undefined) =>
      item === undefined ? undefined : showItem({ study, casebook, language }, event, item)
    const last = doses.at(-1)
    const one = (id: string, code: string | undefined, text = code): readonly Element[] =>
      code === undefined || text === undefined ? [] : [{ id, code, text, block }]
    return [
      ...one('G.k.1', blamed ? '1' : '2', kinds[language][blamed ? 'suspect' : 'concomitant']),
      ...one('G.k.2.2', textIn(suspect.name, language)),
      ...one('G.k.4.r.2', last?.amount),
      ...one('G.k.4.r.4', last && e2bDate(last.start), last?.start),
      ...one('G.k.4.r.5', last?.end && e2bDate(last.end), last?.end),
      ...one('G.k.8', actions.get(action ?? ''), words(suspect.action)),
      // A delay or an interruption has no code of its own.
      ...(action !== undefined && !actions.has(action) ? one('G.k.11', words(suspect.action)) : []),
      ...(relation === undefined ? [] : one('G.k.9.i.2.r.1', kinds[language].investigator)),
      ...one('G.k.9.i.2.r.3', words(suspect.relation)),
    ]
  })
}

const seriousness = [
  ['E.i.3.2a', 'AESDTH'],
  ['E.i.3.2b', 'AESLIFE'],
  ['E.i.3.2c', 'AESHOSP'],
  ['E.i.3.2d', 'AESDISAB'],
  ['E.i.3.2e', 'AESCONG'],
  ['E.i.3.2f', 'AESMIE'],
] as const

const outcomes: ReadonlyMap<string, string> = new Map([
  ['RECOVERED', '1'],
  ['RECOVERING', '2'],
  ['NOT_RECOVERED', '3'],
  ['RECOVERED_SEQUELAE', '4'],
  ['FATAL', '5'],
  ['UNKNOWN', '0'],
])

const actions: ReadonlyMap<string, string> = new Map([
  ['DRUG_WITHDRAWN', '1'],
  ['DOSE_REDUCED', '2'],
  ['DOSE_NOT_CHANGED', '4'],
  ['UNKNOWN', '0'],
  ['NOT_APPLICABLE', '9'],
])

/** Physician, or another health professional; a sponsor reports as nobody of the site. */
function qualification(reporter: string | undefined): string | undefined {
  if (reporter === 'INVESTIGATOR') return '1'
  return reporter === 'NURSE' || reporter === 'COORDINATOR' ? '3' : undefined
}

/** `2026-03-12T09:00:00+01:00` as `20260312090000+0100`; a date as far as it is known. */
const e2bDate = (iso: string): string => {
  const [, date = iso, time = '', offset = ''] = /^([^T]+)(?:T([\d:]+)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/.exec(iso) ?? []
  return `${date.replaceAll('-', '')}${time.replaceAll(':', '')}${offset === 'Z' ? '+0000' : offset.replace(':', '')}`
}

function showItem(
  { study, casebook, language }: Pick<ReportSource, 'study' | 'casebook' | 'language'>,
  state: FormState | undefined,
  item: string,
): string | undefined {
  const placed = state && study.item(formOid(state.path), item)
  const entry = state && [...state.items.values()].find(({ path }) => itemOf(path) === item)?.value
  if (!placed || entry?.state !== 'value') return undefined
  return showEntry(placed.def, entry, answersOf(study, casebook, placed.def), language)
}

function labelOf(study: CompiledStudy, state: FormState | undefined, item: string, language: Language): string {
  const def = state && study.item(formOid(state.path), item)?.def
  return def ? textIn(def.label, language) : item
}

function demographics(study: CompiledStudy, casebook: Casebook, onset: string | undefined) {
  const [state] = visitsOf(study, casebook).of('DM')
  const said = state ? sayings(state) : new Map<string, string>()
  const [born, began] = [PartialDate.parse(said.get('BRTHDAT') ?? ''), PartialDate.parse(onset ?? '')]
  const years = born && began && yearsBetween(born, began)
  return {
    sex: said.get('SEX'),
    sexText: (language: Language) => showItem({ study, casebook, language }, state, 'SEX'),
    // Where only the year of birth is known the age is not: then the year stands for it.
    year: said.get('BRTHDAT')?.slice(0, 4),
    age: years?.least === years?.most ? years?.least.toString() : undefined,
  }
}

const english = {
  fromStudy: 'report from a study',
  expedited: 'to be sent at once',
  amendment: 'amendment',
  times: 'The times of the report before were wrong; these are right.',
  sponsor: 'sponsor of the trial',
  trial: 'clinical trial',
  years: 'years',
  suspect: 'suspect',
  concomitant: 'concomitant',
  investigator: 'investigator',
}
const french: typeof english = {
  fromStudy: 'déclaration issue d’une étude',
  expedited: 'à transmettre sans délai',
  amendment: 'modification',
  times: 'Les heures de la déclaration précédente étaient fausses ; celles-ci sont justes.',
  sponsor: 'promoteur de l’essai',
  trial: 'essai clinique',
  years: 'ans',
  suspect: 'suspect',
  concomitant: 'concomitant',
  investigator: 'investigateur',
}
const swedish: typeof english = {
  fromStudy: 'rapport från en studie',
  expedited: 'skickas omgående',
  amendment: 'ändring',
  times: 'Tiderna i den föregående rapporten var fel; dessa är rätt.',
  sponsor: 'studiens sponsor',
  trial: 'klinisk prövning',
  years: 'år',
  suspect: 'misstänkt',
  concomitant: 'samtidigt',
  investigator: 'prövare',
}
const kinds: Readonly<Record<Language, typeof english>> = { en: english, fr: french, sv: swedish }
