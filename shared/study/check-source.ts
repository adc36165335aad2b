import { z } from 'zod'
import { LocalText } from './names'
import { Source } from './schedule-definition'

/** What a check rests on: the part of the protocol that asks for it, in a few words, and how sure that is. */
export const CheckSource = z.strictObject({ ...Source.shape, section: LocalText })
export type CheckSource = z.output<typeof CheckSource>
