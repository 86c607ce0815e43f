/** The list's shape while it is on its way. */
export function Skeleton() {
  return (
    <div className="skeleton">
      <p className="unseen">Loading the list of devices…</p>
      <ul className="devices" aria-hidden="true">
        {['a', 'b', 'c', 'd'].map((name) => (
          <li key={name} className="device">
            <span className="device-icon" />
            <div className="device-body">
              <span className="bone" />
              <span className="bone bone-wide" />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
