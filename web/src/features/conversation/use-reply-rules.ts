import { useEffect, useState } from 'preact/hooks';
import type { ReplyRules, Summary } from '@/lib/contract';
import { api } from '@/lib/desk/api';
import { useLoaded } from '@/lib/ui/loaded';

const noRules = { ok: true as const, value: null };

/** What the channel lets an agent send now; asked for anew with each message either way, since the rules change with it. */
export function useReplyRules(summary: Summary | null): { rules: ReplyRules | null } {
  const { value } = useLoaded<ReplyRules | null>(
    async () => (summary === null ? noRules : api.replyRules(summary.id)),
    summary === null ? '' : `${summary.id} ${summary.version}`,
  );
  const [last, setLast] = useState<ReplyRules | null>(null);
  useEffect(() => {
    if (value) setLast(value);
  }, [value]);
  return { rules: value ?? (last?.channel === summary?.channel ? last : null) };
}
