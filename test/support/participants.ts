import { netter2 } from '#forms/netter-2/study'
import { type FormPath, formPath, groupPath, itemPath } from '#shared/casebook/path'
import type { ChangeBody, Entry, ItemChange } from '#shared/change/change'
import { type SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { isoDayPlus } from '#shared/partial-date'
import { compileStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { Chance } from './chance'

/** Made-up participants of NETTER-2, as many as a bench or an export needs: the same number gives the same participant. */

/** What was said on a day. In order; nothing here replaces anything, so nothing has bases. */
export interface Said {
  readonly on: string
  readonly body: ChangeBody
}

export interface MadeUpParticipant {
  readonly subject: SubjectKey
  readonly code: SubjectCode
  readonly said: readonly Said[]
}

/** How far a participant has come: each stage has all that comes before it, and the log forms from cycle 1 on. */
export type Stage = 'enrolled' | 'SCR' | 'W0' | 'W4'

const study = compileStudy(netter2)
const stages: readonly Stage[] = ['enrolled', 'SCR', 'W0', 'W4']

export function participant(number: number, site: SiteId, stage: Stage = 'W4'): MadeUpParticipant {
  const chance = new Chance(number)
  const consent = isoDayPlus('2025-01-06', number % 400)
  const firstDose = isoDayPlus(consent, chance.whole(14, 35))
  const code = SubjectCode.parse(`${site}-${String(number).padStart(4, '0')}`)
  const reached = (wanted: Stage) => stages.indexOf(stage) >= stages.indexOf(wanted)
  const person = new Person(chance)
  return {
    subject: SubjectKey.parse(chance.uuid()),
    code,
    said: [
      { on: consent, body: { kind: 'enrol', code } },
      ...(reached('SCR') ? screening(person, chance, consent) : []),
      ...(reached('W0') ? [...visit(person, chance, 'W0', firstDose), ...log(chance, firstDose)] : []),
      ...(reached('W4') ? visit(person, chance, 'W4', isoDayPlus(firstDose, 28 + chance.whole(-3, 3))) : []),
    ],
  }
}

/** What stays the same from visit to visit. */
class Person {
  readonly sex: 'M' | 'F'
  readonly born: string
  readonly height: number
  readonly weight: number
  readonly laboratory: string

  constructor(chance: Chance) {
    this.sex = chance.one(['M', 'F'])
    this.born = String(chance.whole(1942, 1985))
    this.height = chance.whole(152, 192)
    this.weight = chance.whole(48, 104)
    this.laboratory = chance.one(['LOCAL', 'LOCAL', 'CENTRAL'])
  }
}

type Typed = string | { readonly text: string; readonly unit: string }
type Values = Readonly<Record<string, Typed>>

function screening(person: Person, chance: Chance, day: string): readonly Said[] {
  const childbearing = person.sex === 'F' ? { CHILDPOT: 'N', CHILDPOTRS: 'POSTMENOPAUSAL' } : undefined
  return [
    ...filled('SCR', 'ICF', day, {
      ICFTYPE: 'MAIN',
      DSSTDAT: day,
      DSSTTIM: '09:30',
      ICFVER: '3.0',
      ICFVDAT: '2024-11-04',
      ICFLANG: 'nl',
      ICFCOPY: 'Y',
      ICFMINOR: 'N',
    }),
    ...filled('SCR', 'DM', day, { BRTHDAT: person.born, SEX: person.sex, ...childbearing }),
    ...visit(person, chance, 'SCR', day),
  ]
}

function visit(person: Person, chance: Chance, event: string, day: string): readonly Said[] {
  const sample = { LBDAT: day, LBTIM: '08:15', LBLAB: person.laboratory }
  const diastolic = chance.whole(62, 88)
  return [
    ...filled(event, 'SV', day, { SVOCCUR: 'Y', SVSTDTC: day }),
    ...filled(event, 'VS', day, {
      VSDAT: day,
      VSTIM: '10:05',
      VSTPT: 'ROUTINE',
      ...(event === 'SCR' && { HEIGHT: String(person.height) }),
      WEIGHT: chance.decimal(person.weight - 2, person.weight + 2, 1),
      SYSBP: String(diastolic + chance.whole(35, 60)),
      DIABP: String(diastolic),
      PULSE: String(chance.whole(55, 95)),
      TEMP: chance.decimal(36, 37.4, 1),
      ECOG: '1',
      KPS: chance.one(['80', '90']),
    }),
    ...filled(event, 'LBH', day, {
      ...sample,
      HGB: chance.one([
        { text: chance.decimal(9.8, 15.2, 1), unit: 'g/dL' },
        { text: chance.decimal(6.2, 9.4, 1), unit: 'mmol/L' },
      ]),
      HCT: chance.decimal(0.31, 0.46, 2),
      WBC: chance.decimal(4.2, 9.8, 1),
      ANC: chance.decimal(2, 4, 2),
      LYM: chance.decimal(0.7, 2.6, 2),
      // One in twenty falls below the soft range, so that there are findings to see.
      PLT: String(chance.whole(0, 19) === 0 ? chance.whole(12, 28) : chance.whole(120, 360)),
    }),
    ...filled(event, 'LBC', day, {
      ...sample,
      LBFAST: 'Y',
      NA: String(chance.whole(134, 145)),
      K: chance.decimal(3.4, 5.1, 1),
      CL: String(chance.whole(96, 108)),
      CA: chance.decimal(2.1, 2.6, 2),
      PHOS: chance.decimal(0.8, 1.4, 2),
      MG: chance.decimal(0.7, 1, 2),
      CREAT: String(chance.whole(55, 120)),
      UREA: chance.decimal(3, 9, 1),
      GLUC: chance.decimal(4.2, 8.5, 1),
      BILI: String(chance.whole(4, 22)),
      ALT: String(chance.whole(12, 90)),
      AST: String(chance.whole(12, 90)),
      ALP: String(chance.whole(45, 320)),
      GGT: String(chance.whole(22, 240)),
      LDH: String(chance.whole(130, 300)),
      ALB: String(chance.whole(32, 46)),
      PROT: String(chance.whole(60, 80)),
    }),
  ]
}

function log(chance: Chance, firstDose: string): readonly Said[] {
  const medicines = Array.from({ length: chance.whole(1, 4) }, () => medicine(chance, firstDose))
  const events = Array.from({ length: chance.whole(0, 3) }, () => adverseEvent(chance, firstDose))
  return [...medicines, ...events].flat()
}

function medicine(chance: Chance, firstDose: string): readonly Said[] {
  const [name, reason, dose, unit] = chance.one<readonly [string, string, string, string]>([
    ['Ondansetron', 'Nausea', '8', 'mg'],
    ['Metformin', 'Diabetes', '850', 'mg'],
    ['Amlodipine', 'High blood pressure', '5', 'mg'],
    ['Pancreatin', 'Pancreatic insufficiency', '1', 'CAPSULE'],
  ])
  return filled(
    'LOG',
    'CM',
    firstDose,
    {
      CMTRT: name,
      CMINDC: reason,
      CMDOSE: dose,
      CMDOSU: unit,
      CMDOSFRQ: chance.one(['QD', 'BID']),
      CMROUTE: 'ORAL',
      CMSTDAT: chance.one(['2019', '2023-04', firstDose]),
      CMONGO: 'Y',
    },
    chance.uuid(),
  )
}

function adverseEvent(chance: Chance, firstDose: string): readonly Said[] {
  const start = isoDayPlus(firstDose, chance.whole(0, 20))
  const ongoing = chance.one([true, false])
  const serious = chance.whole(0, 9) === 0
  const term = chance.one(['Nausea', 'Fatigue', 'Abdominal pain', 'Diarrhoea', 'Vomiting', 'Back pain'])
  return filled(
    'LOG',
    'AE',
    start,
    {
      AETERM: term,
      AECTC: term === 'Diarrhoea' ? 'Diarrhea' : term,
      AETOXGR: serious ? '3' : chance.one(['1', '1', '2']),
      AESTDAT: start,
      AEONGO: ongoing ? 'Y' : 'N',
      ...(!ongoing && { AEENDAT: isoDayPlus(start, chance.whole(0, 12)) }),
      AESER: serious ? 'Y' : 'N',
      ...(serious && { AESDTH: 'N', AESLIFE: 'N', AESHOSP: 'Y', AESDISAB: 'N', AESCONG: 'N', AESMIE: 'N' }),
      AEREL_LU: chance.one(['NOT_RELATED', 'POSSIBLE', 'PROBABLE']),
      AEREL_AA: chance.one(['NOT_RELATED', 'POSSIBLE']),
      AEREL_OCT: chance.one(['NOT_RELATED', 'UNLIKELY']),
      AEACN_LU: 'DOSE_NOT_CHANGED',
      AEACN_OCT: 'DOSE_NOT_CHANGED',
      AETRT: chance.one(['Y', 'N']),
      AEOUT: ongoing ? 'NOT_RECOVERED' : 'RECOVERED',
    },
    chance.uuid(),
  )
}

/** A form filled in and, unless it is a log entry, marked complete. */
function filled(event: string, form: string, on: string, values: Values, repeat?: string): readonly Said[] {
  const path = formPath({ oid: event }, { oid: form, ...(repeat !== undefined && { repeat }) })
  const items = Object.entries(values).map(([item, typed]) => itemChange(path, form, item, typed, on))
  const complete: Said = { on, body: { kind: 'status', form: path, bases: [], status: 'complete' } }
  return [{ on, body: { kind: 'value', items } }, ...(repeat === undefined ? [complete] : [])]
}

function itemChange(path: FormPath, form: string, item: string, typed: Typed, today: string): ItemChange {
  const placed = study.item(form, item)
  if (!placed) throw new Error(`${form}.${item} is not in NETTER-2`)
  const codes = study.codeListOf(placed.def)?.codes.map(({ code }) => code)
  const read = readEntry(placed.def, typeof typed === 'string' ? { text: typed } : typed, {
    today,
    ...(codes && { codes }),
  })
  if (!read.ok) throw new Error(`${form}.${item}: ${read.reason}`)
  const entry: Entry = read.entry
  return { path: itemPath(groupPath(path, { oid: placed.group.oid }), item), bases: [], entry }
}
