import { z } from 'zod'

/** A dictionary or terminology with its version, as whoever wrote the study names them: `MedDRA`, `27.1`. */
export const DictionaryDef = z.strictObject({
  name: z.string().min(1).max(60),
  version: z.string().min(1).max(60),
})
export type DictionaryDef = z.output<typeof DictionaryDef>

/** The one whose terms are part of the app. */
export const CTCAE: DictionaryDef = { name: 'CTCAE', version: '5.0' }

/** What a study calls the terminology of CDISC that data sets are in words of; its version is the day of its package. */
export const SDTM_TERMINOLOGY = 'CDISC SDTM CT'
