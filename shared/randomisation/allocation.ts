import type { Casebook } from '../casebook/casebook'
import { inOrder } from '../casebook/derive'
import { type ChangeBody, type Logged, type RandomisationRefusal, type Strata, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import type { Role } from '../roles'
import type { CompiledStudy } from '../study/compile'

type Allocation = Extract<ChangeBody, { kind: 'randomise' }>

/** Where the randomisation of a participant stands. */
export type Randomisation =
  | { readonly state: 'not-asked' }
  /** Asked and not answered: on this device still, or on its way. */
  | { readonly state: 'waiting'; readonly request: Logged; readonly strata: Strata; readonly sent: boolean }
  /** The server kept the request and does not act on it: its author had no right to ask. */
  | { readonly state: 'held'; readonly request: Logged }
  | { readonly state: 'refused'; readonly answer: Logged; readonly reasons: readonly RandomisationRefusal[] }
  | { readonly state: 'allocated'; readonly answer: Logged; readonly allocation: Allocation }

/**
 * Reads it from what was asked and answered. An allocation stands for ever; only what the server itself committed is one,
 * so that nothing a device writes or a person lets through can allocate anybody.
 */
export function randomisationOf({ own }: Casebook): Randomisation {
  let standing: Randomisation = { state: 'not-asked' }
  for (const logged of inOrder(own.log)) {
    const { body, role } = logged.change
    const counts = logged.receipt?.state === 'applied'
    if (body.kind === 'request') {
      if (logged.receipt?.state === 'held') standing = { state: 'held', request: logged }
      else standing = { state: 'waiting', request: logged, strata: body.strata, sent: counts }
    }
    if (!counts || role !== 'system') continue
    if (body.kind === 'refuse') standing = { state: 'refused', answer: logged, reasons: body.reasons }
    if (body.kind === 'randomise') return { state: 'allocated', answer: logged, allocation: body }
  }
  return standing
}

/** The arm of the schedule that a participant is in, once allocated; undefined before, and in a blind study. */
export function armOf(casebook: Casebook): string | undefined {
  const standing = randomisationOf(casebook)
  return standing.state === 'allocated' ? (standing.allocation.subArm ?? standing.allocation.arm) : undefined
}

/** Whether what each participant is given stands in no log, and is asked of the server. */
export const isBlind = ({ version: { randomisation } }: CompiledStudy): boolean =>
  randomisation?.masking.value === 'blind'

/** Whether somebody in one of these roles may ask for the arms of a blind study. */
export const isUnblinded = (study: CompiledStudy, roles: readonly Role[]): boolean =>
  isBlind(study) && roles.some((role) => study.version.randomisation?.unblinded?.value.some((one) => one === role))

/** Whether a change is the allocation of somebody whose arm stands nowhere. */
export function isBlindAllocation(casebook: Casebook, ref: ChangeRef): boolean {
  const standing = randomisationOf(casebook)
  return (
    standing.state === 'allocated' && refOf(standing.answer.change) === ref && standing.allocation.arm === undefined
  )
}

/** Who broke the blind of a participant, in the order of the log; what was held counts for nothing. */
export const unblindings = ({ own }: Casebook): readonly Unblinding[] =>
  inOrder(own.log).flatMap((logged) => {
    const { body } = logged.change
    return body.kind === 'unblind' && logged.receipt?.state !== 'held' ? [{ logged, reason: body.reason }] : []
  })

export interface Unblinding {
  readonly logged: Logged
  readonly reason: string
}

/** A request that the server took and has not answered: every later answer of its own answers those before it. */
export function openRequest(casebook: Casebook): { readonly logged: Logged; readonly strata: Strata } | undefined {
  const standing = randomisationOf(casebook)
  return standing.state === 'waiting' && standing.sent
    ? { logged: standing.request, strata: standing.strata }
    : undefined
}
