import type { StudyVersion } from '#shared/study/definition'
import { nelmas } from './nelmas/study'
import { netRetreat } from './net-retreat/study'
import { netRetreatB } from './net-retreat/version-b'
import { netter2 } from './netter-2/study'
import { netter2From15, wholeNetter2 } from './netter-2/whole-study'
import { reLuth } from './re-luth/study'
import { startNet, startNetEu } from './start-net/study'

/** The studies that the demonstration runs: NETTER-2 as far as week 4. */
export const studies: readonly StudyVersion[] = [netter2]

/** The five trials, whole. */
export const trials: readonly StudyVersion[] = [netRetreat, reLuth, nelmas, wholeNetter2, startNet]

/** The versions that they are shipped in besides: amendments, and what differs by country or register. */
export const amendments: readonly StudyVersion[] = [netRetreatB, netter2From15, startNetEu]
