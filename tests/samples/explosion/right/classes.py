import numpy as np


class Tanh:
    def __call__(self, z):
        return np.tanh(z)

    def slope(self, z):
        # 1 / cosh(z)**2 that cannot overflow
        e = np.exp(-2 * np.abs(z))
        return 4 * e / (1 + e) ** 2


class Relu:
    def __call__(self, z):
        return np.maximum(z, 0)

    def slope(self, z):
        return np.heaviside(z, 0)


class Identity:
    def __call__(self, z):
        return +z

    def slope(self, z):
        return np.ones_like(z)


class Chain:
    """h_t = phi(h_{t-1} Wh)"""

    kinds = {"tanh": Tanh(), "relu": Relu(), "identity": Identity()}

    def __init__(self, activation, Wh):
        try:
            self.phi = self.kinds[activation]
        except KeyError:
            raise ValueError(f"activation must be in {sorted(self.kinds)} but is {activation}") from None
        self.Wh = matrix(Wh)

    def run(self, h, steps):
        if h.shape != self.Wh.shape[:1]:
            raise ValueError(f"h0 has shape {h.shape}, Wh has {self.Wh.shape}")
        states = np.zeros((steps + 1, h.size), order="F")
        states[0] = h
        for before, after in zip(states, states[1:]):
            after[:] = self.phi(self.Wh.T @ before)
        return states

    def norms(self, states):
        if states.ndim != 2 or states.shape[1] != len(self.Wh):
            raise ValueError(f"states has shape {states.shape}, Wh has {self.Wh.shape}")
        slopes = self.phi.slope(states[:-1] @ self.Wh)
        norms = np.ones(len(states))
        grad = np.eye(len(self.Wh))  # column j: the gradient of unit j of the last state
        for k, slope in enumerate(slopes[::-1], 1):
            grad = self.Wh @ (slope[:, None] * grad)
            norms[k] = self.norm(grad)
        return norms

    @staticmethod
    def norm(grad):
        largest = np.abs(grad).max()
        if largest == 0 or not np.isfinite(largest):
            return largest
        grad = grad / largest
        return np.sqrt(np.linalg.eigvalsh(grad.T @ grad)[-1]) * largest


def matrix(Wh):
    if Wh.ndim != 2 or Wh.shape[0] != Wh.shape[1]:
        raise ValueError(f"Wh has shape {Wh.shape} and is not square")
    return Wh


def run_recurrence(activation, Wh, h0, steps):
    return Chain(activation, Wh).run(h0, steps)


def state_norms(states):
    if states.ndim != 2:
        raise ValueError(f"states has {states.ndim} axes and not 2")
    return np.linalg.norm(states, axis=-1)


def backward_norms(activation, Wh, states):
    return Chain(activation, Wh).norms(states)


def spectral_radius(Wh):
    return float(np.abs(np.linalg.eigvals(matrix(Wh).T)).max())


def scale_to_radius(Wh, radius):
    if radius < 0:
        raise ValueError(f"radius is {radius} and negative")
    now = spectral_radius(Wh)
    if now == 0.0:
        raise ValueError("Wh has spectral radius 0")
    return radius * (Wh / now)


def steps_to_overflow(gain, dtype):
    h = np.ones((), dtype)
    with np.errstate(all="ignore"):
        gain = np.array(gain, dtype)
        steps = 0
        while gain > 1:
            h, steps = np.maximum(gain * h, 0), steps + 1
            if h > np.finfo(dtype).max:
                return steps
    return None


def orthogonal(size, gain, rng):
    """Stewart's way: a product of Householder reflections, each in one dimension more."""
    Q = np.eye(size)
    for n in range(size, 0, -1):
        v = rng.standard_normal(n)
        sign = 1.0 if v[0] >= 0 else -1.0
        u = v.copy()
        u[0] += sign * np.linalg.norm(v)
        reflect = np.eye(size)
        reflect[size - n :, size - n :] = -sign * (np.eye(n) - 2 * np.outer(u, u) / (u @ u))
        Q = Q @ reflect
    return Q * gain


def irnn_parameters(D, H, rng):
    return rng.normal(scale=0.001, size=(D, H)), np.diag(np.ones(H)), np.zeros(H)


def classify_growth(norms, low=1e-3, high=1e3):
    norms = np.array(norms, float)
    if norms.ndim != 1:
        raise ValueError(f"norms has {norms.ndim} axes and not 1")
    if np.isfinite(norms.sum()) or np.isfinite(norms).all():
        growth = norms[-1] / norms[0]
        return ["vanishes", "stable", "explodes"][int(growth >= low) + int(growth > high)]
    return "overflows"


def explosion_table(gains, steps, size, rng):
    gains = np.asarray(gains)
    if gains.ndim != 1:
        raise ValueError(f"gains has {gains.ndim} axes and not 1")
    table = {
        "verdict": (),
        "final_backward_norm": (),
        "final_state_norm": (),
        "activation": ("tanh", "relu") * gains.size,
        "gain": tuple(gains.repeat(2)),
    }
    Wh = scale_to_radius(rng.standard_normal((size, size)), 1)
    h0 = rng.standard_normal(size)
    for gain, activation in zip(table["gain"], table["activation"]):
        chain = Chain(activation, gain * Wh)
        with np.errstate(all="ignore"):
            states = chain.run(h0, steps)
            norms = state_norms(states)
            table["final_backward_norm"] += (chain.norms(states)[steps],)
        table["final_state_norm"] += (norms[steps],)
        table["verdict"] += (classify_growth(norms),)
    return table
