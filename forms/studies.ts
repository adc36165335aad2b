import type { StudyVersion } from '#shared/study/definition'
import { netter2 } from './netter-2/study'

/** The studies that Tracer ships with. */
export const studies: readonly StudyVersion[] = [netter2]
