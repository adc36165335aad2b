import { formOf, steps } from '#shared/casebook/path'
import type { Computed, Figure, Trace } from '#shared/clinical/trace'
import { Decimal } from '#shared/quantity/decimal'
import { type Calculation, EXPRESSION } from '#shared/rules/calculation'
import type { CalculatedValue } from '#shared/rules/value'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { type Say, type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import type { ItemView } from '../scene'
import { figureLine, figureName, measure, ruleText } from './figures'
import { Proof, type ProofLine } from './proof'
import { expressionIn, keyOf, type ProofTextKey, proofTexts } from './proof-texts'

/** As much of an item as its proof says. */
type CalculatedItem = Pick<ItemView, 'def' | 'path' | 'calculatedText'>

interface CalculationProofProps {
  readonly study: CompiledStudy
  readonly item: CalculatedItem
  readonly calculation: Calculation
}

/** How a calculated item came about, or why it says nothing and what it lacks. */
export function CalculationProof({ study, item, calculation }: CalculationProofProps) {
  const say = useTexts(proofTexts)
  const language = useLanguage()
  const words = new Words(study, item, calculation, say, language)
  const { computed } = calculation
  if (!computed.ok)
    return (
      <Proof
        heading={words.heading(words.formula)}
        reason={words.reason(computed.refusal)}
        lines={words.everythingSeen()}
      />
    )
  const { trace } = computed
  return (
    <Proof
      heading={words.heading(trace.formula)}
      expression={words.expression(trace)}
      lines={trace.inputs.map((figure) => words.input(figure))}
      steps={{ title: say('steps'), lines: trace.steps.map((figure) => figureLine(say, language, figure)) }}
      results={words.results(computed)}
      rule={ruleText(say, trace)}
      notes={[words.source(trace)]}
    />
  )
}

const isEmpty = (entry: Seen['entry']): boolean => entry !== 'contested' && entry?.state !== 'value'

type Seen = Calculation['seen'][number]

/** What an engine's trace says, in the words of the form and the language of the screen. */
class Words {
  constructor(
    private readonly study: CompiledStudy,
    private readonly item: CalculatedItem,
    private readonly calculation: Calculation,
    private readonly say: Say<ProofTextKey>,
    private readonly language: UiLanguage,
  ) {}

  get formula(): string {
    const { def } = this.item
    return def.type === 'calculated' && typeof def.expression !== 'string' ? def.expression.formula : EXPRESSION
  }

  heading(formula: string): string {
    const key = keyOf('formula', formula)
    return key ? this.say(key) : formula
  }

  expression({ formula, expression }: Trace): string {
    const key = keyOf('says', formula)
    if (key) return this.say(key)
    return formula === EXPRESSION ? expression : expressionIn(expression, this.language)
  }

  /** A measurement as it was entered, and where; what an expression made of several items with those. */
  input(figure: Figure): ProofLine {
    const line = figureLine(this.say, this.language, figure)
    const { seen } = this.calculation
    const from =
      this.formula === EXPRESSION
        ? seen.filter((one) => this.oid(one) === figure.name)
        : seen.filter(({ as }) => as === figure.name)
    const last = from.at(-1)
    if (!last) return line
    if (figure.entered || from.length === 1) {
      const named = this.formula !== EXPRESSION && keyOf('name', figure.name.replace(/\[\d+\]$/, '')) !== undefined
      const label = named ? line.label : this.label(last)
      const where = this.where(last)
      const value = figure.entered ? line.value : this.entered(last)
      return { label, value, below: [...(line.below ?? []), ...(where === undefined ? [] : [where])] }
    }
    return { ...line, below: from.map((one) => `${this.label(one)} ${this.entered(one)}`) }
  }

  results({ value }: Extract<Computed<CalculatedValue, never>, { ok: true }>): readonly ProofLine[] {
    const { def, calculatedText = '' } = this.item
    const { entry } = this.calculation
    if (!(value instanceof Decimal) || entry?.state !== 'value')
      return [{ label: this.say('result'), value: calculatedText, tone: 'strong' }]
    const result = measure(this.language, value.toFixed(), entry.unit)
    const decimals = def.type === 'calculated' ? def.decimals : undefined
    if (decimals === undefined || value.equals(entry.text))
      return [{ label: this.say('result'), value: calculatedText, tone: 'strong' }]
    return [
      { label: this.say('result'), value: result },
      { label: this.say('shown', { count: decimals }), value: calculatedText, tone: 'strong' },
    ]
  }

  source({ formula, source }: Trace): string {
    return this.say(formula === EXPRESSION ? 'ownRule' : 'source', { source })
  }

  reason({ reason, input }: Extract<Calculation['computed'], { ok: false }>['refusal']): string {
    const { seen } = this.calculation
    // Everything that is missing, not only what the engine happened to ask for first.
    const lacking = seen.filter(({ entry }) => (reason === 'missing' ? isEmpty(entry) : entry === 'contested'))
    const labels = [...new Set(lacking.map((one) => this.label(one)))].join(', ')
    const named =
      input === undefined ? textIn(this.item.def.label, this.language) : figureName(this.say, this.language, input)
    return this.say(`reason.${reason}`, { input: labels === '' ? named : labels })
  }

  /** Each item once, with what it holds or that it holds nothing. */
  everythingSeen(): readonly ProofLine[] {
    const once = new Map(this.calculation.seen.map((seen) => [`${seen.at ?? ''}/${this.oid(seen)}`, seen]))
    return [...once.values()].map((seen) => {
      const where = this.where(seen)
      return {
        ...{ label: this.label(seen), value: this.entered(seen) },
        ...(where !== undefined && { below: [where] }),
        ...(isEmpty(seen.entry) && { tone: 'quiet' as const }),
      }
    })
  }

  private oid({ form, item, at }: Seen): string {
    return at === undefined || at === formOf(this.item.path) ? item : `${form}.${item}`
  }

  private label({ form, item }: Seen): string {
    const def = this.study.item(form, item)?.def
    return def ? textIn(def.label, this.language) : item
  }

  private entered({ form, item, entry }: Seen): string {
    if (entry === 'contested') return this.say('isContested')
    const def = this.study.item(form, item)?.def
    if (!entry || entry.state === 'blank' || !def) return this.say('isMissing')
    return showEntry(def, entry, this.study.codeListOf(def), this.language)
  }

  /** The form and the visit, of what stands in another one. */
  private where({ form, at }: Seen): string | undefined {
    if (at === formOf(this.item.path)) return undefined
    const def = this.study.form(form)
    const title = def ? textIn(def.title, this.language) : form
    const event = at === undefined ? undefined : this.study.event(steps(at)[0]?.oid ?? '')
    return event ? `${title}, ${textIn(event.title, this.language)}` : title
  }
}
