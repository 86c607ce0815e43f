/** The list's shape while it is on its way; what it waits for is announced. */
export function Skeleton() {
  return (
    <ul className="sg-rows sg-skeleton" aria-hidden="true">
      {['a', 'b', 'c', 'd'].map((name) => (
        <li key={name} className="sg-row">
          <span className="sg-device-icon" />
          <div className="sg-row-body">
            <span className="sg-bone" />
            <span className="sg-bone sg-bone-wide" />
          </div>
        </li>
      ))}
    </ul>
  );
}
