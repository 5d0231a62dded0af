import math

import numpy as np

PHI = {"tanh": math.tanh, "relu": lambda z: max(z, 0.0), "identity": lambda z: z}


def _known(activation):
    if activation not in PHI:
        raise ValueError(f"activation: one of {', '.join(PHI)} wanted, got {activation!r}")


def _square(Wh):
    if np.ndim(Wh) != 2 or len(Wh) != len(Wh[0]):
        raise ValueError(f"Wh: a square matrix wanted, got shape {np.shape(Wh)}")


def run_recurrence(activation, Wh, h0, steps):
    _known(activation)
    _square(Wh)
    if np.shape(h0) != (len(Wh),):
        raise ValueError(f"h0: shape ({len(Wh)},) wanted, got {np.shape(h0)}")
    phi = PHI[activation]
    H = len(h0)
    states = [[float(value) for value in h0]]
    for t in range(steps):
        new = []
        for j in range(H):
            z = 0.0
            for i in range(H):
                z += states[t][i] * float(Wh[i, j])
            new.append(phi(z))
        states.append(new)
    return np.array(states)


def state_norms(states):
    if np.ndim(states) != 2:
        raise ValueError(f"states: two axes wanted, got shape {np.shape(states)}")
    return np.array([math.hypot(*state) for state in states])


def backward_norms(activation, Wh, states):
    _known(activation)
    _square(Wh)
    if np.ndim(states) != 2 or np.shape(states)[1] != len(Wh):
        raise ValueError(f"states: shape (steps+1, {len(Wh)}) wanted, got {np.shape(states)}")
    T, H = len(states) - 1, len(Wh)
    norms = [1.0]
    total = np.eye(H)
    for t in range(T, 0, -1):
        jacobian = np.empty((H, H))
        for i in range(H):
            h = float(states[t, i])
            if activation == "tanh":
                slope = 1 - h**2
            elif activation == "relu":
                slope = 1.0 if h > 0 else 0.0
            else:
                slope = 1.0
            for j in range(H):
                jacobian[i, j] = slope * Wh[j, i]
        total = total @ jacobian
        norms.append(np.linalg.norm(total, 2) if np.all(np.isfinite(total)) else math.inf)
    return np.array(norms)


def spectral_radius(Wh):
    _square(Wh)
    return max(abs(value) for value in np.linalg.eigvals(Wh))


def scale_to_radius(Wh, radius):
    now = spectral_radius(Wh)
    if now == 0:
        raise ValueError("Wh: its spectral radius is 0, wanted one that can be scaled")
    scaled = np.array(Wh, dtype=float)
    for row in scaled:
        for j in range(len(row)):
            row[j] = row[j] / now * radius
    return scaled


def steps_to_overflow(gain, dtype):
    number = np.dtype(dtype).type
    gain = number(gain)
    if gain <= 1:
        return None
    h, t = number(1), 0
    while not np.isinf(h):
        h = gain * h
        t += 1
    return t


def orthogonal(size, gain, rng):
    # Gram-Schmidt, twice is enough
    rows = []
    for _ in range(size):
        v = rng.standard_normal(size)
        for _ in range(2):
            for u in rows:
                v = v - (v @ u) * u
        rows.append(v / np.sqrt(v @ v))
    return gain * np.array(rows)


def irnn_parameters(D, H, rng):
    Wx = np.array([[rng.normal(0.0, 0.001) for _ in range(H)] for _ in range(D)])
    Wh = np.array([[1.0 if i == j else 0.0 for j in range(H)] for i in range(H)])
    return [Wx, Wh, np.array([0.0] * H)]


def classify_growth(norms, low=1e-3, high=1e3):
    if np.ndim(norms) != 1:
        raise ValueError(f"norms: one axis wanted, got shape {np.shape(norms)}")
    for norm in norms:
        if not math.isfinite(norm):
            return "overflows"
    growth = norms[-1] / norms[0]
    if growth < low:
        return "vanishes"
    if growth > high:
        return "explodes"
    return "stable"


def explosion_table(gains, steps, size, rng):
    if np.ndim(gains) != 1:
        raise ValueError(f"gains: one axis wanted, got shape {np.shape(gains)}")
    table = {"gain": [], "activation": [], "final_state_norm": [], "final_backward_norm": [], "verdict": []}
    for gain in gains:
        Wh = orthogonal(size, gain, rng)
        h0 = rng.standard_normal(size)
        for activation in ("tanh", "relu"):
            states = run_recurrence(activation, Wh, h0, steps)
            norms = state_norms(states)
            table["gain"].append(gain)
            table["activation"].append(activation)
            table["final_state_norm"].append(norms[-1])
            table["final_backward_norm"].append(backward_norms(activation, Wh, states)[-1])
            table["verdict"].append(classify_growth(norms))
    return table
