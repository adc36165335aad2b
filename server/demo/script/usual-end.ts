import { day } from './script'
import type { Usual } from './usual'

/** Progression, the end of treatment, and what is known afterwards. */
export const onLeaving: Usual = {
  PD: ({ visit: { event, on, scan } }) => ({
    PDDAT: on,
    PDCOURSE: scan?.course ?? 'MAIN',
    PDTYPE: 'TARGET',
    PDBASIS: 'CT',
    PDRSLINK: `${event}/RSOV`,
    PDCENTRAL: 'N',
  }),
  EOT: ({ visit: { on, dose } }) => ({
    EOTAGENT: 'LU',
    LUCOURSE: dose?.course ?? 'MAIN',
    DSSTDAT: on,
    DSDECOD: 'COMPLETED',
    // Half a year after the last dose and more, for those who are asked for it.
    CONTREND: day(on, 245),
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
