/** Terms and what is true of them; a fact that is not known is left out. */
export const Facts = ({ facts }: { facts: readonly (readonly [string, string | null])[] }) => (
  <dl class="facts">
    {facts
      .filter((fact): fact is readonly [string, string] => fact[1] !== null && fact[1] !== '')
      .map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd title={fact}>{fact}</dd>
        </div>
      ))}
  </dl>
);
