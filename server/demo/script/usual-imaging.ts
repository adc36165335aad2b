import type { Usual, Setting } from './usual'

const answered = ({ visit: { on } }: Setting, time: string) => ({
  QSSTAT: 'DONE',
  QSDAT: on,
  QSTIM: time,
  QSMODE: 'TABLET',
  QSLANG: 'nl',
  QSCOMP: 'PATIENT',
  QSBEFORE: 'Y',
})

/** Questions of a scale, numbered from and to. */
const questions = (name: string, from: number, to: number, answer: (n: number) => number) =>
  Object.fromEntries(
    Array.from({ length: to - from + 1 }, (_, i) => [
      `${name}_${String(from + i).padStart(2, '0')}`,
      String(answer(from + i)),
    ]),
  )

const lesion = (n: number) => `T${String(n + 1).padStart(2, '0')}`

/** Scans with what they show, and what the participant says. */
export const atScans: Usual = {
  PETS: ({ visit: { on } }) => ({
    PETDAT: on,
    SSTRMOD: 'GA68_DOTATATE',
    PETACT: '150',
    LIVSUVMEAN: '5.1',
    LIVSUVMAX: '8.2',
    SPLSUVMEAN: '14.6',
    LESSUV: [
      { TULNKID: 'T01', LESSUVMAX: '31.5', LESSUVMEAN: '18.2', UPTAKE: '4' },
      { TULNKID: 'T02', LESSUVMAX: '24.0', LESSUVMEAN: '14.7', UPTAKE: '4' },
    ],
    PCTPOS: '100',
  }),
  TUTL: ({ visit: { on, scan } }) => ({
    TUBASE: scan?.response ? 'N' : 'Y',
    TARGETS: (scan?.mm ?? [42, 27]).map((mm, i) => ({
      TULNKID: lesion(i),
      TULOC: 'LIVER',
      TUDAT: on,
      TUMETHOD: 'CT_CE',
      TUNODAL: 'N',
      TUSLICE: '3',
      TRSTAT: 'MEASURED',
      TRLDIAM: String(mm),
    })),
  }),
  TUNT: () => ({ TUNTYN: 'N' }),
  TUNL: () => ({ TUNLYN: 'N' }),
  RSOV: ({ visit: { on, scan } }) => ({
    RSCOURSE: scan?.course ?? 'MAIN',
    RSDAT: on,
    OVRLRESP_INV: scan?.response,
  }),
  'IMG-DFS': ({ visit: { on } }) => ({ IMGDAT: on, IMGMETH: 'MRI_CE', NED: 'Y', NEWLESYN: 'N' }),
  QLQ: (setting) => ({
    ...answered(setting, '08:50'),
    ...questions('C30', 1, 28, (n) => 1 + (n % 2)),
    ...questions('C30', 29, 30, () => 6),
  }),
  GIN: (setting) => ({ ...answered(setting, '09:00'), ...questions('GIN', 31, 51, (n) => 1 + (n % 2)) }),
  EQ5: (setting) => ({
    ...answered(setting, '09:05'),
    EQ_MO: '1',
    EQ_SC: '1',
    EQ_UA: '2',
    EQ_PD: '2',
    EQ_AD: '1',
    EQ_VAS: '75',
  }),
  HRU: () => ({ HRUPERIOD: '90', HRUADM: '0', HRUDAYS: '0', HRUOUT: '2', HRUIMG: '1', HRUWORK: '0' }),
}
