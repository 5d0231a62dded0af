"""The gated recurrent unit: eight exercises, two variants of step and sequence, forward and backward."""

from __future__ import annotations

from autograder.catalogue.gru_mistakes import MISTAKES
from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text

GRU = Assignment(
    name="gru",
    title=Text("The GRU", "门控循环单元（GRU）"),
    exercises=(
        Exercise(
            name="gru_step_forward",
            title=Text("reset before the product: one step forward", "重置门在乘积之前：前向一步"),
            points=8,
            takes="x:ND h_prev:NH Wx:DK Wh:HK b:K",
            returns="h:NH cache",
            mistakes=MISTAKES["gru_step_forward"],
        ),
        Exercise(
            name="gru_step_backward",
            title=Text("reset before the product: one step backward", "重置门在乘积之前：反向一步"),
            points=14,
            takes="dh:NH cache",
            returns="dx:ND dh_prev:NH dWx:DK dWh:HK db:K",
            after="gru_step_forward",
            mistakes=MISTAKES["gru_step_backward"],
        ),
        Exercise(
            name="gru_forward",
            title=Text("reset before the product: the whole sequence forward", "重置门在乘积之前：整个序列的前向"),
            points=10,
            takes="x:NTD h0:NH Wx:DK Wh:HK b:K",
            returns="h:NTH cache",
            needs=("gru_step_forward",),
            mistakes=MISTAKES["gru_forward"],
        ),
        Exercise(
            name="gru_backward",
            title=Text("reset before the product: back-propagation through time", "重置门在乘积之前：随时间反向传播"),
            points=18,
            takes="dh:NTH cache",
            returns="dx:NTD dh0:NH dWx:DK dWh:HK db:K",
            after="gru_forward",
            needs=("gru_step_backward",),
            mistakes=MISTAKES["gru_backward"],
        ),
        Exercise(
            name="gru_reset_after_step_forward",
            title=Text("reset after the product: one step forward", "重置门在乘积之后：前向一步"),
            points=8,
            takes="x:ND h_prev:NH Wx:DK Wh:HK bx:K bh:K",
            returns="h:NH cache",
            mistakes=MISTAKES["gru_reset_after_step_forward"],
        ),
        Exercise(
            name="gru_reset_after_step_backward",
            title=Text("reset after the product: one step backward", "重置门在乘积之后：反向一步"),
            points=14,
            takes="dh:NH cache",
            returns="dx:ND dh_prev:NH dWx:DK dWh:HK dbx:K dbh:K",
            after="gru_reset_after_step_forward",
            mistakes=MISTAKES["gru_reset_after_step_backward"],
        ),
        Exercise(
            name="gru_reset_after_forward",
            title=Text("reset after the product: the whole sequence forward", "重置门在乘积之后：整个序列的前向"),
            points=10,
            takes="x:NTD h0:NH Wx:DK Wh:HK bx:K bh:K",
            returns="h:NTH cache",
            needs=("gru_reset_after_step_forward",),
            mistakes=MISTAKES["gru_reset_after_forward"],
        ),
        Exercise(
            name="gru_reset_after_backward",
            title=Text("reset after the product: back-propagation through time", "重置门在乘积之后：随时间反向传播"),
            points=18,
            takes="dh:NTH cache",
            returns="dx:NTD dh0:NH dWx:DK dWh:HK dbx:K dbh:K",
            after="gru_reset_after_forward",
            needs=("gru_reset_after_step_backward",),
            mistakes=MISTAKES["gru_reset_after_backward"],
        ),
    ),
)
