"""The gradient chain: eight exercises, from one Jacobian to truncated back-propagation through time."""

from __future__ import annotations

from autograder.catalogue.bptt_mistakes import MISTAKES
from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text

BPTT = Assignment(
    name="bptt",
    title=Text("The gradient chain", "梯度链"),
    exercises=(
        Exercise(
            name="step_jacobian",
            title=Text("one link of the chain", "链条的一环"),
            points=8,
            takes="h:H Wh:HH",
            returns="jacobian:HH",
            mistakes=MISTAKES["step_jacobian"],
        ),
        Exercise(
            name="chain_jacobian",
            title=Text("the chain from one state to another", "从一个状态到另一个状态的链"),
            points=14,
            takes="states:SH Wh:HH t k",
            returns="jacobian:HH",
            needs=("step_jacobian",),
            mistakes=MISTAKES["chain_jacobian"],
        ),
        Exercise(
            name="gradient_branches",
            title=Text("the gradient, branch by branch", "逐条支路的梯度"),
            points=20,
            takes="x:TD h0:H Wx:DH Wh:HH b:H dh_last:H",
            returns="dWx:TDH dWh:THH",
            needs=("chain_jacobian",),
            mistakes=MISTAKES["gradient_branches"],
        ),
        Exercise(
            name="branch_shares",
            title=Text("the share of each branch", "每条支路所占的份额"),
            points=10,
            takes="branches:TDH",
            returns="shares:T",
            mistakes=MISTAKES["branch_shares"],
        ),
        Exercise(
            name="jacobian_norm_bound",
            title=Text("what no chain exceeds", "链的范数上界"),
            points=10,
            takes="Wh:HH steps",
            returns="bound",
            mistakes=MISTAKES["jacobian_norm_bound"],
        ),
        Exercise(
            name="clip_by_value",
            title=Text("clipping entry by entry", "按值裁剪"),
            points=6,
            takes="grads limit",
            returns="clipped",
            mistakes=MISTAKES["clip_by_value"],
        ),
        Exercise(
            name="clip_by_global_norm",
            title=Text("clipping by the norm of all", "按全局范数裁剪"),
            points=14,
            takes="grads max_norm",
            returns="clipped norm",
            mistakes=MISTAKES["clip_by_global_norm"],
        ),
        Exercise(
            name="truncated_rnn_gradients",
            title=Text("truncated back-propagation through time", "截断的随时间反向传播"),
            points=18,
            takes="x:NTD h0:NH Wx:DH Wh:HH b:H dh:NTH window",
            returns="dWx:DH dWh:HH db:H",
            mistakes=MISTAKES["truncated_rnn_gradients"],
        ),
    ),
)
