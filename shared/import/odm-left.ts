import { SourceDef } from '../study/source-definition'
import type { XmlElement } from './xml'

/** What an app like this one has no place for: it is counted by name, with all that stands in it. */
const leftWhole: ReadonlySet<string> = new Set(
  [
    // People, places and what was said about the data.
    'Organization Location SignatureDef Signature Signatures Annotations Query InvestigatorRef ReferenceData Association',
    // Definitions of 1.3.
    'ImputationMethod Presentation ArchiveLayout ArchiveLayoutRef ExternalQuestion Role ErrorMessage Alias',
    // Definitions of 2.0.
    'Standards AnnotatedCRF SupplementalDoc ValueListDef WhereClauseDef WorkflowDef CommentDef Leaf Origin Coding',
    'ImplementationNotes CDISCNotes Definition StudySummary StudyStructure TrialPhase StudyTimings StudyIndications',
    'StudyInterventions StudyObjectives StudyEndPoints StudyTargetPopulation StudyEstimands InclusionExclusionCriteria',
    'WorkflowRef StudyEventGroupDef',
  ].flatMap((names) => names.split(' ')),
)

/** What our own files say in these is read. */
const isOurs = (element: XmlElement): boolean => {
  switch (element.name) {
    case 'Alias':
      return element.attributes.get('Context')?.startsWith('Tracer:') === true
    // Of a list without codes it names the dictionary that has them.
    case 'Coding':
      return element.parent?.name === 'CodeList' && element.attributes.has('SystemVersion')
    case 'Origin':
      return element.parent?.name === 'ItemRef' && isPlanned(element)
    case 'Annotation':
      return element.children.some(
        ({ name, children }) =>
          name === 'Flag' && children.some((part) => part.name === 'FlagType' && ownFlags.has(part.text.trim())),
      )
    default:
      return false
  }
}
/** Where a calculated item comes from is told with its calculation. */
const isPlanned = ({ children }: XmlElement): boolean =>
  children.some(({ children: [words] }) => words !== undefined && planned.has(words.text.trim()))
const planned: ReadonlySet<string> = new Set([...SourceDef.options, 'calculated'])

const ownFlags: ReadonlySet<string> = new Set(['MISSING', 'TYPED', 'UNIT', 'CONTESTED'])

/** Whether it is read, or has a place among what is: an audit record is that of a value or of a removal. */
function isRead(element: XmlElement): boolean {
  const { name, parent } = element
  if (isOurs(element)) return true
  if (name === 'AuditRecord' && parent)
    return (
      parent.name === 'AuditRecords' ||
      parent.name.startsWith('ItemData') ||
      parent.attributes.get('TransactionType') === 'Remove'
    )
  return name !== 'Annotation' && !leftWhole.has(name)
}

/** Tells the name of every element in this one, itself with it, that is read over: nothing goes without being said. */
export function tellLeft(element: XmlElement, tell: (name: string) => void): void {
  if (!isRead(element)) tell(element.name)
  else for (const child of element.children) if (child.space === element.space) tellLeft(child, tell)
}
