import type { Typed } from './pen'

/** What the demonstration types into each form. Made up; plausible for somebody with a neuroendocrine tumour. */

/** One participant's own figures, from which a visit's values are worked out. */
export interface Body {
  readonly sex: 'F' | 'M'
  /** Year and month: the day is nobody's business here. */
  readonly born: string
  readonly weight: number
  readonly height: number
  readonly pressure: readonly [systolic: number, diastolic: number]
}

/** How far into treatment, 0 at screening: the marrow feels each cycle. */
export type Cycle = 0 | 1 | 2

export const visitOn = (date: string): Typed => ({ SVOCCUR: 'Y', SVSTDTC: date })

export const consent = (date: string, version: string, language: 'nl' | 'fr'): Typed => ({
  ICFTYPE: 'MAIN',
  DSSTDAT: date,
  DSSTTIM: '09:40',
  ICFVER: '3.0',
  ICFVDAT: version,
  ICFLANG: language,
  ICFCOPY: 'Y',
  ICFMINOR: 'N',
})

export const person = ({ sex, born }: Body): Typed => ({
  BRTHDAT: born,
  SEX: sex,
  ...(sex === 'F' ? { CHILDPOT: 'N', CHILDPOTRS: 'POSTMENOPAUSAL' } : {}),
})

export const vitals = (date: string, body: Body, cycle: Cycle): Typed => ({
  VSDAT: date,
  VSTIM: '10:15',
  VSTPT: 'ROUTINE',
  ...(cycle === 0 ? { HEIGHT: String(body.height) } : {}),
  WEIGHT: (body.weight - cycle * 0.8).toFixed(1),
  SYSBP: String(body.pressure[0] + cycle * 3),
  DIABP: String(body.pressure[1] + cycle * 2),
  PULSE: String(68 + cycle * 4),
  TEMP: (36.4 + cycle * 0.2).toFixed(1),
  ECOG: cycle === 2 ? '1' : '0',
  KPS: cycle === 2 ? '80' : '90',
})

export const haematology = (date: string, body: Body, cycle: Cycle): Typed => {
  const haemoglobin = (body.sex === 'F' ? 126 : 141) - cycle * 6
  return {
    LBDAT: date,
    LBTIM: '08:20',
    LBLAB: 'LOCAL',
    HGB: String(haemoglobin),
    HCT: (haemoglobin / 330).toFixed(2),
    WBC: (6.4 - cycle * 1.1).toFixed(1),
    ANC: (3.9 - cycle * 0.7).toFixed(1),
    LYM: (1.7 - cycle * 0.5).toFixed(1),
    MONO: '0.5',
    EOS: '0.2',
    BASO: '0.05',
    PLT: String(236 - cycle * 44),
  }
}

export const biochemistry = (date: string, body: Body, cycle: Cycle): Typed => ({
  LBDAT: date,
  LBTIM: '08:20',
  LBLAB: 'LOCAL',
  LBFAST: 'Y',
  NA: String(140 - cycle),
  K: (4.1 + cycle * 0.1).toFixed(1),
  CL: '103',
  CA: '2.36',
  PHOS: '1.08',
  MG: '0.84',
  CREAT: String((body.sex === 'F' ? 68 : 84) + cycle * 4),
  UREA: '5.6',
  GLUC: '5.4',
  BILI: '9',
  ALT: String(24 + cycle * 5),
  AST: String(22 + cycle * 4),
  ALP: '88',
  GGT: '36',
  LDH: '186',
  ALB: '41',
  PROT: '71',
})

export interface Event {
  readonly term: string
  /** The CTCAE term, where it is called otherwise there. */
  readonly ctcae?: string
  readonly grade: '1' | '2' | '3' | '4'
  readonly start: string
  readonly end?: string
  /** Needed a stay in hospital. */
  readonly serious?: boolean
  readonly cause: 'NOT_RELATED' | 'UNLIKELY' | 'POSSIBLE' | 'PROBABLE'
  readonly treated: boolean
}

export const adverseEvent = ({
  term,
  ctcae = term,
  grade,
  start,
  end,
  serious = false,
  cause,
  treated,
}: Event): Typed => ({
  AETERM: term,
  AECTC: ctcae,
  AETOXGR: grade,
  AESTDAT: start,
  AEONGO: end === undefined ? 'Y' : 'N',
  ...(end === undefined ? {} : { AEENDAT: end }),
  AESER: serious ? 'Y' : 'N',
  ...(serious ? { AESDTH: 'N', AESLIFE: 'N', AESHOSP: 'Y', AESDISAB: 'N', AESCONG: 'N', AESMIE: 'N' } : {}),
  AEREL_LU: cause,
  AEREL_AA: 'UNLIKELY',
  AEREL_OCT: 'UNLIKELY',
  AEACN_LU: 'DOSE_NOT_CHANGED',
  AEACN_OCT: 'DOSE_NOT_CHANGED',
  AETRT: treated ? 'Y' : 'N',
  AEOUT: end === undefined ? 'RECOVERING' : 'RECOVERED',
})

export const medicine = (name: string, because: string, start: string, end?: string): Typed => ({
  CMTRT: name,
  CMINDC: because,
  CMDOSE: '8',
  CMDOSU: 'mg',
  CMDOSFRQ: 'BID',
  CMROUTE: 'ORAL',
  CMSTDAT: start,
  CMONGO: end === undefined ? 'Y' : 'N',
  ...(end === undefined ? {} : { CMENDAT: end }),
})
