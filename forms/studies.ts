import type { StudyVersion } from '#shared/study/definition'
import { nelmas } from './nelmas/study'
import { netRetreat } from './net-retreat/study'
import { netter2 } from './netter-2/study'
import { wholeNetter2 } from './netter-2/whole-study'
import { reLuth } from './re-luth/study'
import { startNet } from './start-net/study'

/** The studies that the demonstration runs: NETTER-2 as far as week 4. */
export const studies: readonly StudyVersion[] = [netter2]

/** The five trials, whole. */
export const trials: readonly StudyVersion[] = [netRetreat, reLuth, nelmas, wholeNetter2, startNet]
