import { z } from 'zod'

/**
 * What a study asks before a dose, for each agent that it gives. The same data as
 * `clinical/dose-gate/parameters.ts`, where each is explained, with numbers of thresholds as text; `gates.ts` reads it.
 */

const Code = z.string().min(1).max(64)
const DecimalText = z.string().regex(/^[0-9]{1,9}(\.[0-9]{1,9})?$/)
const Days = z.int().min(0).max(36_500)
const Count = z.int().min(0).max(1_000)
const Percent = z.number().min(0).max(1_000)

/** A value with where it is from; what is only recalled or assumed says what was taken for granted. */
const parameter = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('from', [
    z.strictObject({ value, from: z.enum(['record', 'label']) }),
    z.strictObject({ value, from: z.enum(['recalled', 'assumed']), note: z.string().min(1).max(2_000) }),
  ])

const InUnit = z.strictObject({ unit: z.string().min(1).max(40), value: DecimalText })
/** A threshold in each unit that its text names, the one that others are converted to first. */
export const ThresholdDef = z.strictObject({ analyte: Code, values: z.tuple([InUnit], InUnit).readonly() })
export type ThresholdDef = z.output<typeof ThresholdDef>

const codes = z.array(Code).max(200).readonly()
const amounts = z.array(DecimalText).max(20).readonly()
const MedicineNames = z.record(Code, z.array(z.string().min(1).max(200)).max(500).readonly())

/**
 * The parameters of one agent, for all arms or for those named; of several the first that is for the arm. `form` is the one
 * that records a dose: it is complete only after the dose was released.
 */
const perArm = <Asks extends z.ZodType>(asks: Asks) =>
  z
    .array(z.strictObject({ arms: codes.optional(), form: Code.exactOptional(), asks }))
    .min(1)
    .max(20)
    .readonly()
    .optional()

/** The structure of all gates over thresholds as text, or as whatever they are read into. */
export function gatesOver<Threshold extends z.ZodType>(threshold: Threshold) {
  const thresholds = z.array(threshold).max(50).readonly()
  const rules = <Does extends z.ZodType>(does: Does) => {
    const row = z.tuple([does], does).readonly().exactOptional()
    const limits = thresholds.exactOptional()
    return parameter(
      z
        .array(
          z.strictObject({
            code: Code,
            terms: z.array(z.string().min(1).max(200)).max(200).readonly().exactOptional(),
            interest: Code.exactOptional(),
            results: z
              .strictObject({
                side: z.enum(['below', 'above']),
                grades: z.strictObject({ 2: limits, 3: limits, 4: limits }),
              })
              .exactOptional(),
            whateverTheCause: z.literal(true).exactOptional(),
            grades: z.strictObject({ 2: row, 3: row, 4: row }),
            grade2WhenIntolerable: z.literal(true).exactOptional(),
            mostDays: Days.exactOptional(),
          }),
        )
        .max(100)
        .readonly(),
    )
  }
  return z.strictObject({
    lutetium: perArm(
      z.strictObject({
        standardMbq: parameter(DecimalText),
        reducedMbq: parameter(DecimalText),
        mostCycles: parameter(Count),
        pastMostCycles: parameter(z.enum(['stop', 'alert'])),
        oneCourse: parameter(codes),
        leastInterval: parameter(Days),
        window: parameter(z.strictObject({ from: Days, to: Days })),
        mostInterval: parameter(Days),
        pastMostInterval: parameter(z.enum(['stop', 'alert'])),
        firstDose: parameter(
          z.strictObject({
            from: z.enum(['randomisation', 'registration', 'surgery']),
            least: Days,
            most: Days,
            late: z.enum(['alert', 'failed']),
          }),
        ),
        sinceOtherTreatment: parameter(Days).exactOptional(),
        labAge: parameter(Days),
        weightAge: parameter(Days),
        pregnancyTestAge: parameter(Days),
        thresholds: parameter(thresholds),
        mostBilirubin: parameter(z.number().positive().max(1_000)),
        albumin: parameter(z.strictObject({ least: threshold, leastRatio: threshold, mostInr: DecimalText })),
        mostPotassium: parameter(threshold),
        leastClearance: parameter(z.number().min(0).max(1_000)),
        leastFiltration: parameter(z.number().min(0).max(1_000)).exactOptional(),
        toxicities: parameter(
          z.strictObject({
            platelets: threshold,
            haemoglobin: threshold,
            neutrophils: threshold,
            kidneyChangePct: Percent,
          }),
        ),
        longActingGap: parameter(Days),
        shortActingHours: parameter(Count),
        arms: parameter(z.record(Code, codes)),
        dosesBeforeArms: parameter(Count),
        kidneyDose: parameter(
          z.strictObject({ arms: codes, limitGy: DecimalText, alertGy: DecimalText }),
        ).exactOptional(),
      }),
    ),
    everolimus: perArm(
      z.strictObject({
        arms: parameter(codes),
        startMg: parameter(DecimalText),
        stepsMg: parameter(amounts),
        impossibleAboveMg: parameter(DecimalText),
        raisedAgain: parameter(z.boolean()),
        toxicities: rules(z.enum(['same', 'lower', 'half', 'stop'])),
        unlisted: parameter(z.array(z.string().min(1).max(200)).max(200).readonly()),
        counts: parameter(thresholds),
        lipids: parameter(thresholds),
        labAge: parameter(Days),
        metabolicAge: parameter(Days),
        liverMg: parameter(z.record(Code, DecimalText)),
        liverNeedsBenefit: parameter(codes),
        moderateInhibitorMg: parameter(DecimalText),
        notBeside: parameter(codes),
        lookAt: parameter(codes),
        medicines: parameter(MedicineNames),
      }),
    ),
    capecitabine: perArm(
      z.strictObject({
        arms: parameter(codes),
        armsWhenFdgPositive: parameter(codes),
        mostCourses: parameter(Count),
        courseDays: parameter(Days),
        intakeDays: parameter(Days),
        levelsPct: parameter(amounts),
        toxicities: rules(z.enum(['100', '75', '50', '50-if-judged', 'stop'])),
        countsToStart: parameter(thresholds),
        countsToContinue: parameter(thresholds),
        labAge: parameter(Days),
        weightAge: parameter(Days),
        weightChangePct: parameter(Percent),
        clearance: parameter(
          z.strictObject({ least: z.number().min(0).max(1_000), full: z.number().min(0).max(1_000), pct: DecimalText }),
        ),
        partialDpdPct: parameter(DecimalText),
        liverForbids: parameter(codes),
        brivudineGap: parameter(Days),
        lookAt: parameter(codes),
        medicines: parameter(MedicineNames),
      }),
    ),
    octreotide: perArm(
      z.strictObject({
        arms: parameter(codes),
        aloneArms: parameter(codes),
        doseMg: parameter(DecimalText),
        aloneMg: parameter(DecimalText),
        stepsMg: parameter(amounts),
        hours: parameter(z.strictObject({ least: Count, most: Count })),
        dayAfter: parameter(z.boolean()),
        gapBeforeNext: parameter(Days),
        nextDose: parameter(Days),
        cycles: parameter(Count),
        oneCourse: parameter(codes),
        courseOver: parameter(Days),
        every: parameter(z.strictObject({ days: Days, window: Days })),
        firstAlone: parameter(Days),
        months: parameter(Count),
      }),
    ),
  })
}

export const GatesDef = gatesOver(ThresholdDef)
export type GatesDef = z.output<typeof GatesDef>
/** The parameters of an agent as a study holds them. */
export type GateDef<Agent extends keyof GatesDef> = NonNullable<GatesDef[Agent]>[number]['asks']
