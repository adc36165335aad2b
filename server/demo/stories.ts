import type { CompiledStudy } from '#shared/study/compile'
import type { Call } from './device'

export async function playStories(_call: Call, _study: CompiledStudy, _now: Date): Promise<void> {}
