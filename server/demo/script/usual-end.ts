import type { Usual } from './usual'

/** Progression, the end of treatment, and what is known afterwards. */
export const onLeaving: Usual = {
  PD: ({ visit: { on, scan } }) => ({
    PDDAT: on,
    PDCOURSE: scan?.course ?? 'MAIN',
    PDTYPE: 'TARGET',
    PDBASIS: 'CT',
    PDRSLINK: on,
    PDCENTRAL: 'N',
  }),
  EOT: ({ visit: { on, dose } }) => ({
    EOTAGENT: 'LU',
    LUCOURSE: dose?.course ?? 'MAIN',
    DSSTDAT: on,
    DSDECOD: 'COMPLETED',
  }),
  FU: ({ visit: { on } }) => ({
    FUDAT: on,
    FUMODE: 'PHONE',
    SURVSTAT: 'ALIVE',
    LASTALIVE: on,
    PDSINCE: 'N',
    LATEREN: 'N',
    LATEMDS: 'N',
    LATESECM: 'N',
  }),
  DTH: ({ visit: { on } }) => ({ DTHDAT: on, PRCDTH: 'DISEASE_PROGRESSION', DTHAUT: 'N', DTHSRC: 'HOSPITAL' }),
  WD: ({ visit: { on } }) => ({ WDDAT: on, WDTYPE: 'TREATMENT_AND_VISITS', WDSAMP: 'N', WDREAS: 'BURDEN' }),
}
