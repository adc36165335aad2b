import type { Usual, Setting } from './usual'

/** A tenth more or less from visit to visit, as samples do; the marrow feels each dose. */
const marrow = ({ doses }: Setting): number => 1 - Math.min(doses, 4) * 0.06

const sample = ({ visit: { on } }: Setting) => ({ LBDAT: on, LBTIM: '08:20', LBLAB: 'LOCAL' })

/** Blood and urine, in the units of the laboratory of the house. */
export const laboratory: Usual = {
  LBH: (setting) => ({
    ...sample(setting),
    HGB: (132 * marrow(setting)).toFixed(0),
    HCT: (0.4 * marrow(setting)).toFixed(2),
    WBC: (6.2 * marrow(setting)).toFixed(1),
    ANC: (3.9 * marrow(setting)).toFixed(1),
    LYM: (1.6 * marrow(setting)).toFixed(1),
    PLT: (224 * marrow(setting)).toFixed(0),
  }),
  LBC: (setting) => ({
    ...sample(setting),
    LBFAST: 'Y',
    NA: '140',
    K: '4.2',
    CL: '103',
    CA: '2.36',
    PHOS: '1.08',
    MG: '0.84',
    CREAT: String(72 + setting.doses),
    UREA: '5.6',
    GLUC: '5.2',
    BILI: '9',
    ALT: '27',
    AST: '24',
    ALP: '96',
    GGT: '41',
    LDH: '190',
    ALB: '40',
    PROT: '71',
    // A dose is asked of its bilirubin in times the upper limit.
    BILINRLO: '3',
    BILINRHI: '20',
    ...(setting.first && {
      CREATNRLO: '45',
      CREATNRHI: '104',
      GLUCNRLO: '4.0',
      GLUCNRHI: '6.0',
      ALTNRLO: '10',
      ALTNRHI: '40',
      ASTNRLO: '10',
      ASTNRHI: '40',
    }),
  }),
  LBE: (setting) => ({ ...sample(setting), LBFAST: 'Y', GLUC: '5.2', CHOL: '4.8', TRIG: '1.3', HBA1C: '5.6' }),
  LBU: (setting) => ({ ...sample(setting), UPROTDS: 'NEG', UBLOOD: 'NEG', CYSC: '0.92', GFRMETH: 'CG', GFRVAL: '78' }),
  LBK: (setting) => ({ ...sample(setting), INR: '1.0' }),
  LBM: (setting) => ({ ...sample(setting), CGA: '240', CGAASSAY: 'Kryptor' }),
  NETEST: ({ visit: { on } }) => ({ NTDAT: on, NTLAB: 'CENTRAL', NTBLIND: 'Y' }),
  PETF: ({ visit: { on } }) => ({
    PETDAT: on,
    PETACT: '250',
    GLUC: '5.4',
    UPTTIME: '60',
    FDGPOS: 'N',
    FDGLIVMEAN: '2.4',
    DISCORD: 'N',
  }),
}
