import { clock, day } from './script'
import type { Usual, Setting } from './usual'

/** The radiopharmaceutical of a study, as its own list has it, and the activity it prescribes in MBq. */
function infusionOf({ study }: Setting): { readonly agent: string; readonly mbq: number } {
  const gate = study.version.gates?.lutetium?.[0]
  const list = study.item('EXLU', 'ECTRT')?.def
  const allowed = study.form('EXLU')?.checks.find(({ id }) => id === 'EXLU-01')?.holds ?? ''
  const codes = (list && study.codeListOf(list)?.codes.map(({ code }) => code)) ?? []
  return {
    agent: codes.find((code) => allowed.includes(`"${code}"`)) ?? '',
    mbq: Number(gate?.asks.standardMbq.value ?? '7400'),
  }
}

/** An infusion of half an hour with amino acids half an hour before it to three hours after. */
export const whenTreated: Usual = {
  EXLU: (setting) => {
    const { on, dose } = setting.visit
    const { agent, mbq } = infusionOf(setting)
    return {
      LUCOURSE: dose?.course,
      CYCLENO: dose && String(dose.cycle),
      ECTRT: agent,
      LUPRESC: String(mbq),
      ECADJ: 'N',
      LUDELAY: 'N',
      ECLOT: `LU${on.replaceAll('-', '').slice(2)}`,
      LUVIAL: '1',
      LUEXPDTM: clock(day(on, 1), '12:00'),
      LUCALACT: String(mbq + 800),
      LUCALDTM: clock(day(on, -1), '12:00'),
      LUCALVOL: '23.5',
      LUMEASACT: String(mbq + 70),
      LUMEASDTM: clock(on, '09:45'),
      LUCALIBR: 'Veenstra VDC-405',
      ECSTDTM: clock(on, '10:30'),
      ECENDTM: clock(on, '11:00'),
      INFMETH: 'PERISTALTIC_PUMP',
      ECLOC: 'ARM_LEFT',
      ECINTR: 'N',
      LURESACT: '60',
      LURESDTM: clock(on, '11:30'),
      LUEXTRAV: 'N',
      LUANTIEM: 'Granisetron 1 mg',
      LUANTIEMDTM: clock(on, '09:20'),
      LUOBSEND: clock(on, '13:30'),
    }
  },
  EXAA: ({ visit: { on } }) => ({
    AASOL: 'LYSARG_2_5PCT_1L',
    AALYS: '25',
    AAARG: '25',
    AAVOL: '1000',
    AAOSM: '480',
    AASTDTM: clock(on, '10:00'),
    AAENDTM: clock(on, '14:10'),
    AARATE: '250',
    AAFULL: 'Y',
    AAK: '4.2',
    AAKDTM: clock(on, '08:20'),
  }),
  DOSIM: ({ visit: { dose } }) => ({
    CYCLENO: dose && String(dose.cycle),
    DOSSTAT: 'FINAL',
    SINGLEKID: 'N',
    KIDGYL: '4.5',
    KIDGYR: '4.3',
    BMGY: '0.15',
    LESROW: [{ TULNKID: 'T01', LESGY: '42' }],
    DOSSW: 'Hermes 3.1',
    DOSSIGN: 'Y',
  }),
  EXCAP: ({ visit: { on }, doses }) => ({
    CAPCOURSE: String(doses),
    ECSTDAT: on,
    ECENDAT: day(on, 13),
    CAPLEVEL: '100',
    ECDOSE: '1500',
    ECDOSFRQ: 'BID',
    TAB500: '3',
    TAB150: '0',
    TAB300: '0',
    CAPCOMPL: '98',
    ...(doses === 1 && { DPDMETH: 'DPYD_GENOTYPE', DPDRES: 'NORMAL', DPDDAT: day(on, -20) }),
  }),
  EXOCT: ({ visit: { on } }) => ({
    ECTRT: 'OCTREOTIDE_LAR',
    ECSTDTM: clock(on, '11:30'),
    ECDOSE: '30',
    ECNINJ: '1',
    ECROUTE: 'IM_GLUTEAL',
    ECLOC: 'BUTTOCK_LEFT',
    ECLOT: 'S0417',
    ECADJ: 'N',
  }),
  EXEV: ({ visit: { on } }) => ({
    ECTRT: 'EVEROLIMUS',
    ECSTDAT: on,
    ECDOSE: '10',
    ECDOSFRQ: 'QD',
    ECADJ: 'NONE',
    // Four boxes of thirty a month, the rest brought back.
    TABLETS: [],
  }),
  XOVR: (setting) => decided(setting),
  RETX: (setting) => decided(setting),
}

const decided = ({ visit: { event, on } }: Setting) => ({ XOVDAT: on, XOVBASE: `${event}/TUTL`, XOVCRIT: 'Y' })
