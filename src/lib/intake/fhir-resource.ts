import type { FhirTime } from './fhir-dates';
import type { Findings } from './fhir-findings';
import type { RecordSink } from './record-sink';

/** What reading one resource needs to know, and where it puts what it finds. */
export interface ResourceContext {
	readonly sink: RecordSink;
	readonly findings: Findings;
	/** The home zone, an IANA name. */
	readonly zone: string;
	/** When the document around it was made, if that is known. */
	readonly documentTime: FhirTime | null;
	/** Who or what told it: an organisation, a device, or just that it is FHIR; never a person. */
	sourceOf(resource: unknown, deviceFirst?: boolean): string;
}
