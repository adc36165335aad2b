import { problemsOf } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { type Refused, refuse } from '../refused'

/** As many problems are told of one version. */
const MOST = 20

/**
 * A study version that works on a device: every name in it is known, every expression compiles to the type that is asked
 * of it, every check does what its own cases say. Nothing else is ever stored: one expression that does not compile would
 * stop the reading of every casebook that comes to it.
 */
export class SoundVersion {
  private constructor(readonly document: StudyVersion) {}

  /** The version, or the refusal that names what is wrong: which form and item, which expression, why. */
  static of(version: StudyVersion): SoundVersion | Refused {
    const problems = problemsOf(version)
    return problems.length === 0 ? new SoundVersion(version) : refuse('bad-request', problems.slice(0, MOST).join('; '))
  }

  /** Of a version that ships with the product, or that a test brings: throws what is wrong with it. */
  static sure(version: StudyVersion): SoundVersion {
    const sound = SoundVersion.of(version)
    if (sound instanceof SoundVersion) return sound
    throw new Error(`unsound study version: ${sound.message}`)
  }
}
