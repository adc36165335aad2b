import { Decimal } from '../../quantity/decimal'
import { type Given, type Range, formula } from '../formula'
import { type Instant, secondsBetween } from '../time/instant'

/** Half-life of 177Lu in hours: 6.647 d. EU SmPC of Lutathera, section 2. */
export const HALF_LIFE_HOURS = new Decimal('159.528')

const halfLifeSource = 'half-life 6.647 d: EU SmPC of Lutathera, section 2'

const activity: Range = { unit: 'MBq', from: 0, to: 1e6 }

/** ln 2: https://oeis.org/A002162, more digits than decimals have, so that none is lost where it is multiplied. */
const LN_2 = '0.69314718055994530941723212145817656807550013436026'

/** What is left of one after so many half-lives: whole ones exactly, which e^−x would miss by the last of 40 digits. */
function left(halfLives: Decimal): Decimal {
  const whole = halfLives.trunc()
  const rest = halfLives.minus(whole)
  const halved = new Decimal(2).pow(whole.negated())
  return rest.isZero() ? halved : rest.negated().times(LN_2).exp().times(halved)
}

/** What is left at `to` of an activity measured at `from`; more than was measured when `to` is the earlier. */
function decayed(given: Given<never>, name: string, value: Decimal, from: Instant, to: Instant): Decimal {
  const seconds = secondsBetween(from, to)
  given.aside(`${name}_elapsed`, () => seconds.dividedBy(3600), 'h')
  const halfLives = seconds.dividedBy(HALF_LIFE_HOURS.times(3600))
  // Where an activity has grown or shrunk a million million times, a date was mistyped.
  if (halfLives.absoluteValue().greaterThan(40)) given.refuse('out-of-range', name)
  const factor = given.step(`${name}_factor`, left(halfLives))
  return given.step(`${name}_decayed`, value.times(factor), 'MBq')
}

/** 177Lu activity at another instant, forwards or back. */
export const lu177Decay = formula(
  {
    key: 'lu177_decay',
    inputs: ['activity_mbq', 'reference_time', 'target_time'],
    expression: 'A × 2^(−Δt ÷ 159.528 h)',
    source: halfLifeSource,
  },
  (given) => {
    const measured = given.number('activity_mbq', activity)
    const from = given.instant('reference_time')
    const to = given.instant('target_time')
    return { value: decayed(given, 'activity', measured, from, to), unit: 'MBq' }
  },
)

/**
 * 177Lu activity that reached the patient: what was drawn up, decayed to the start of the infusion, less what stayed
 * behind, corrected back to the same instant.
 */
export const lu177NetInjected = formula(
  {
    key: 'lu177_net_injected',
    inputs: ['full_syringe_mbq', 'full_measured_at', 'residual_mbq', 'residual_measured_at', 'injection_time'],
    expression: 'A(full → injection) − A(residual → injection), each A × 2^(−Δt ÷ 159.528 h)',
    source: `standard dispensing practice; ${halfLifeSource}`,
  },
  (given) => {
    const full = given.number('full_syringe_mbq', activity)
    const fullAt = given.instant('full_measured_at')
    const residual = given.number('residual_mbq', activity)
    const residualAt = given.instant('residual_measured_at')
    const injection = given.instant('injection_time')
    const drawn = decayed(given, 'full', full, fullAt, injection)
    const net = drawn.minus(decayed(given, 'residual', residual, residualAt, injection))
    return { value: net.isNegative() ? given.refuse('not-positive') : net, unit: 'MBq' }
  },
)

/** How far the activity given lies from the one prescribed, in per cent of that; negative when less was given. */
export const lu177Deviation = formula(
  {
    key: 'lu177_deviation',
    inputs: ['net_mbq', 'prescribed_mbq'],
    expression: '(net − prescribed) ÷ prescribed × 100',
    source: 'definition',
  },
  (given) => {
    const net = given.number('net_mbq', activity)
    const prescribed = given.number('prescribed_mbq', { ...activity, from: 1 })
    return { value: net.minus(prescribed).times(100).dividedBy(prescribed), unit: '%' }
  },
)
