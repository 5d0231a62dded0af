"""The visible tests of `bptt.py` that are written by hand."""

from __future__ import annotations

import numpy as np

from autograder.catalogue import Text
from autograder.course.visible.checks import agree, rejects, require, solve


def test_step_jacobian_of_a_resting_and_a_saturated_unit() -> None:
    """A unit at 0 passes its row of weights on whole, a saturated one passes nothing.

    处于 0 的单元完整传递它的权重，饱和的单元什么也不传。
    """
    given = {"h": np.array([0.0, 1.0]), "Wh": np.array([[0.5, -2.0], [3.0, 0.25]])}
    agree("step_jacobian", given, {"jacobian": np.array([[0.5, 3.0], [0.0, 0.0]])})


def test_chain_jacobian_of_no_step_and_of_one() -> None:
    """From a state to itself nothing changes; over one step the chain has one link.

    从一个状态到它自己什么也不变；只走一步时，链只有一环。
    """
    states = np.array([[1.5, -1.0], [0.5, 0.0], [0.0, -0.5], [-0.5, 0.5]])
    given = {"states": states, "Wh": np.array([[1.0, 2.0], [0.0, 4.0]])}
    agree("chain_jacobian", {**given, "t": 2, "k": 2}, {"jacobian": np.array([[1.0, 0.0], [0.0, 1.0]])})
    agree("chain_jacobian", {**given, "t": 1, "k": 0}, {"jacobian": np.array([[0.75, 0.0], [2.0, 4.0]])})
    agree("chain_jacobian", {**given, "t": 2, "k": 1}, {"jacobian": np.array([[1.0, 0.0], [1.5, 3.0]])})
    agree("chain_jacobian", {**given, "t": 2, "k": 0}, {"jacobian": np.array([[0.75, 0.0], [7.125, 12.0]])})


def test_chain_jacobian_knows_its_states() -> None:
    """A state that is not there, or lies in the future, is refused.

    不存在的状态，或 k 晚于 t，都会被拒绝。
    """
    given = {"states": np.full((3, 2), 0.5), "Wh": np.ones((2, 2)), "t": 2, "k": 1}
    rejects("chain_jacobian", given, {"t": 3}, names="t k states")
    rejects("chain_jacobian", given, {"k": -1}, names="t k states")
    rejects("chain_jacobian", given, {"t": 0}, names="t k states")


def test_gradient_branches_of_three_steps() -> None:
    """One unit whose states stay 0: three branches, and a step back multiplies by the weight.

    只有一个单元、状态始终为 0：共三条支路，每往回一步乘一次权重。
    """
    given = {
        "x": np.array([[2.0, -1.0], [4.0, -2.0], [6.0, -3.0]]),
        "h0": np.array([0.0]),
        "Wx": np.array([[1.0], [2.0]]),
        "Wh": np.array([[0.5]]),
        "b": np.array([0.0]),
        "dh_last": np.array([4.0]),
    }
    dWx = np.array([[[2.0], [-1.0]], [[8.0], [-4.0]], [[24.0], [-12.0]]])
    agree("gradient_branches", given, {"dWx": dWx, "dWh": np.zeros((3, 1, 1))})


def test_gradient_branches_add_up_to_the_gradient() -> None:
    """A nudge of a weight that all steps share changes the loss as the sum of its branches says.

    轻推各步共用的权重，损失的变化等于各支路之和。
    """
    rng = np.random.default_rng(2)
    sizes = {"x": (5, 2), "h0": (3,), "Wx": (2, 3), "Wh": (3, 3), "b": (3,), "dh_last": (3,)}
    given = {name: rng.uniform(-1, 1, shape) for name, shape in sizes.items()}

    def loss(moved: dict[str, float]) -> float:
        state = given["h0"]
        for x_t in given["x"]:
            seen = x_t @ (given["Wx"] + moved.get("Wx", 0.0))
            state = np.tanh(seen + state @ (given["Wh"] + moved.get("Wh", 0.0)) + given["b"])
        return float(state @ given["dh_last"])

    words = Text(
        "all branches of {name} together, summed over its entries, give {got:.6f}, expected {want:.6f}",
        "{name} 的全部支路对所有元素求和为 {got:.6f}，应为 {want:.6f}",
    )
    for name, branches in zip(("Wx", "Wh"), solve("gradient_branches", given).values(), strict=True):
        want = (loss({name: 1e-5}) - loss({name: -1e-5})) / 2e-5
        got = float(np.sum(branches))
        require("gradient_branches", abs(got - want) < 1e-6, words.format(name=name, got=got, want=want))


def test_gradient_branches_need_a_step() -> None:
    """A sequence without a step is refused.

    没有任何时间步的序列会被拒绝。
    """
    zeros = np.zeros(1)
    given = {"x": np.ones((2, 1)), "h0": zeros, "Wx": np.ones((1, 1)), "Wh": np.ones((1, 1)), "b": zeros}
    rejects("gradient_branches", {**given, "dh_last": np.ones(1)}, {"x": np.ones((0, 1))}, names="x")


def test_branch_shares_of_known_branches() -> None:
    """Branches as long as 1, 2 and 5 make up 1/8, 2/8 and 5/8.

    长度为 1、2、5 的支路各占 1/8、2/8、5/8。
    """
    branches = np.array([[[0.6, -0.8]], [[0.0, -2.0]], [[3.0, 4.0]]])
    agree("branch_shares", {"branches": branches}, {"shares": np.array([0.125, 0.25, 0.625])})


def test_branch_shares_of_nothing() -> None:
    """Where every branch is zero, every share is zero.

    每条支路都为零时，每份份额也为零。
    """
    agree("branch_shares", {"branches": np.zeros((2, 3, 1))}, {"shares": np.zeros(2)})


def test_branch_shares_need_a_branch() -> None:
    """Three axes are wanted, and at least one branch.

    需要三个轴，并且至少有一条支路。
    """
    given = {"branches": np.ones((2, 3, 1))}
    rejects("branch_shares", given, {"branches": np.ones((2, 3))}, names="branches")
    rejects("branch_shares", given, {"branches": np.ones((0, 3, 1))}, names="branches")


def test_jacobian_norm_bound_of_matrices_with_small_eigenvalues() -> None:
    """Both eigenvalues are 0, and yet a step may stretch a vector to three times its length.

    两个特征值都是 0，但一步仍可能把向量拉长到三倍。
    """
    Wh = np.array([[1.5, 1.5], [-1.5, -1.5]])
    agree("jacobian_norm_bound", {"Wh": Wh, "steps": 1}, {"bound": 3.0})
    agree("jacobian_norm_bound", {"Wh": Wh, "steps": 4}, {"bound": 81.0})


def test_jacobian_norm_bound_is_no_norm_of_a_power() -> None:
    """With slopes in between a product may be longer than the power of the matrix: the bound holds for all of them.

    夹着斜率的乘积可能比矩阵的幂更长：上界要对所有这样的乘积成立。
    """
    agree("jacobian_norm_bound", {"Wh": np.array([[0.0, 6.0], [0.0, 2.0]]), "steps": 4}, {"bound": 1600.0})


def test_jacobian_norm_bound_of_the_identity() -> None:
    """The identity stretches nothing, over no step or a thousand.

    单位矩阵不拉长任何向量，零步如此，一千步也如此。
    """
    for steps in (0, 1, 1000):
        agree("jacobian_norm_bound", {"Wh": np.diag([1.0, 1.0, 1.0]), "steps": steps}, {"bound": 1.0})
    agree("jacobian_norm_bound", {"Wh": np.diag([2.0, 0.5]), "steps": 0}, {"bound": 1.0})


def test_jacobian_norm_bound_beyond_all_floats() -> None:
    """A bound that no float can hold is inf.

    任何浮点数都放不下的界为 inf。
    """
    bound = solve("jacobian_norm_bound", {"Wh": np.diag([10.0, 1.0]), "steps": 400})["bound"]
    words = Text(
        "the bound of 10 to the power of 400 is {bound}, expected inf", "10 的 400 次幂的界为 {bound}，应为 inf"
    )
    require("jacobian_norm_bound", np.shape(bound) == () and bound == np.inf, words.format(bound=bound))


def test_clip_by_value_leaves_what_is_within() -> None:
    """Each entry is limited on its own, on both sides; a limit of 0 leaves zeros.

    每个元素各自受限，正负两侧都是；限度为 0 时只剩零。
    """
    grads = [np.array([[0.5, -0.5], [2.0, -3.0]]), np.array([-100.0, 0.0])]
    want = [np.array([[0.5, -0.5], [1.0, -1.0]]), np.array([-1.0, 0.0])]
    agree("clip_by_value", {"grads": grads, "limit": 1.0}, {"clipped": want})
    agree("clip_by_value", {"grads": grads, "limit": 0.0}, {"clipped": [np.zeros((2, 2)), np.zeros(2)]})


def test_clip_by_value_returns_new_arrays() -> None:
    """Even where nothing is clipped, the arrays are not the caller's.

    即使没有裁剪，返回的也不是调用者的数组。
    """
    mine = [np.array([[0.5, -0.5]]), np.array([0.25])]
    clipped = solve("clip_by_value", {"grads": lambda: mine, "limit": 1.0})["clipped"]
    words = Text("array {i} shares memory with the caller's", "第 {i} 个数组与调用者的共享内存")
    for i in range(2):
        require("clip_by_value", not np.may_share_memory(clipped[i], mine[i]), words.format(i=i))


def test_clip_by_value_refuses_a_negative_limit() -> None:
    """No entry lies within a negative limit.

    没有元素能落在负的限度之内。
    """
    rejects("clip_by_value", {"grads": [np.array([0.5])], "limit": 1.0}, {"limit": -1.0}, names="limit")


def test_clip_by_global_norm_of_three_and_four() -> None:
    """[-4] and [3] together are as long as 5: clipped at 1 they are -.8 and .6.

    [-4] 和 [3] 合在一起长度为 5：按 1 裁剪后是 -.8 和 .6。
    """
    grads = [np.array([[-4.0]]), np.array([0.0, 3.0])]
    want = {"clipped": [np.array([[-0.8]]), np.array([0.0, 0.6])], "norm": 5.0}
    agree("clip_by_global_norm", {"grads": grads, "max_norm": 1.0}, want)


def test_clip_by_global_norm_leaves_short_gradients_alone() -> None:
    """A gradient within the limit, at it, or of zero length keeps its values; a limit of 0 leaves zeros.

    没有超过限度、恰好等于限度或长度为零的梯度保持原值；限度为 0 时只剩零。
    """
    grads = [np.array([3.0]), np.array([-4.0])]
    for max_norm in (5.0, 50.0):
        agree("clip_by_global_norm", {"grads": grads, "max_norm": max_norm}, {"clipped": grads, "norm": 5.0})
    zeros = [np.zeros(1), np.zeros(1)]
    for max_norm in (1.0, 0.0):
        agree("clip_by_global_norm", {"grads": zeros, "max_norm": max_norm}, {"clipped": zeros, "norm": 0.0})
    agree("clip_by_global_norm", {"grads": grads, "max_norm": 0.0}, {"clipped": zeros, "norm": 5.0})


def test_clip_by_global_norm_is_exact() -> None:
    """Small gradients are clipped to max_norm as exactly as large ones.

    小梯度也和大梯度一样精确地裁剪到 max_norm。
    """
    grads = [np.array([3e-6, 0.0]), np.array([4e-6])]
    want = {"clipped": [np.array([3e-7, 0.0]), np.array([4e-7])]}
    agree("clip_by_global_norm", {"grads": grads, "max_norm": 5e-7}, want)


def test_clip_by_global_norm_returns_new_arrays() -> None:
    """Even where nothing is clipped, the arrays are not the caller's.

    即使没有裁剪，返回的也不是调用者的数组。
    """
    mine = [np.array([[0.5, -0.5]]), np.array([0.25])]
    clipped = solve("clip_by_global_norm", {"grads": lambda: mine, "max_norm": 10.0})["clipped"]
    words = Text("array {i} shares memory with the caller's", "第 {i} 个数组与调用者的共享内存")
    for i in range(2):
        require("clip_by_global_norm", not np.may_share_memory(clipped[i], mine[i]), words.format(i=i))


def test_clip_by_global_norm_refuses_what_no_scale_can_mend() -> None:
    """NaN, infinities and a negative max_norm are refused.

    NaN、无穷大和负的 max_norm 都会被拒绝。
    """
    given = {"grads": [np.array([0.5, 1.0]), np.array([2.0])], "max_norm": 1.0}
    for bad in (np.nan, np.inf, -np.inf):
        rejects("clip_by_global_norm", given, {"grads": [np.array([0.5, bad]), np.array([2.0])]}, names="grads")
    rejects("clip_by_global_norm", given, {"max_norm": -1.0}, names="max_norm")


def test_truncated_rnn_gradients_of_a_unit_at_rest() -> None:
    """One unit whose states stay 0, five steps: the window says how far a loss reaches back.

    只有一个单元、状态始终为 0，共五步：窗口决定损失能传回多远。
    """
    given = {
        "x": np.array([[[2.0, -1.0], [4.0, -2.0], [6.0, -3.0], [8.0, -4.0], [10.0, -5.0]]]),
        "h0": np.array([[0.0]]),
        "Wx": np.array([[1.0], [2.0]]),
        "Wh": np.array([[0.5]]),
        "b": np.array([0.0]),
        "dh": np.array([[[1.0], [1.0], [1.0], [1.0], [1.0]]]),
    }
    by_hand = (
        (1, 30.0, 5.0),
        (2, 34.0, 6.0),
        (3, 37.5, 6.75),
        (4, 37.75, 7.125),
        (5, 43.875, 8.0625),
        (7, 43.875, 8.0625),
    )
    for window, dWx, db in by_hand:
        want = {"dWx": np.array([[dWx], [-dWx / 2]]), "dWh": np.zeros((1, 1)), "db": np.array([db])}
        agree("truncated_rnn_gradients", {**given, "window": window}, want)


def test_truncated_rnn_gradients_need_a_window() -> None:
    """A window has at least one step.

    窗口至少有一步。
    """
    given = {
        "x": np.ones((1, 2, 1)),
        "h0": np.zeros((1, 1)),
        "Wx": np.ones((1, 1)),
        "Wh": np.ones((1, 1)),
        "b": np.zeros(1),
        "dh": np.ones((1, 2, 1)),
        "window": 1,
    }
    for window in (0, -1):
        rejects("truncated_rnn_gradients", given, {"window": window}, names="window")
