import { Link } from '@tanstack/react-router';

type RecordLinkProps = { readonly caseId: string; readonly sequence: number };

/** Opens a record of the case beside the check list. */
export function RecordLink({ caseId, sequence }: RecordLinkProps) {
  return (
    <Link
      to="/review/$caseId"
      params={{ caseId }}
      search={{ record: sequence }}
      className="nowrap small"
      activeProps={{}}
      resetScroll={false}
    >
      记录 {sequence}
    </Link>
  );
}
