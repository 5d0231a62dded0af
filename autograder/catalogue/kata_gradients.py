"""Gradients and training from memory: eighteen katas, each a short function of its own."""

from __future__ import annotations

from autograder.catalogue.kata_gradients_mistakes import MISTAKES
from autograder.catalogue.model import Assignment, Exercise
from autograder.catalogue.text import Text


def _kata(name: str, title: Text, points: int, takes: str, returns: str) -> Exercise:
    return Exercise(name, title, points, takes, returns, mistakes=MISTAKES[name])


KATA_GRADIENTS = Assignment(
    name="kata_gradients",
    title=Text("Gradients and training from memory", "默写梯度与训练"),
    exercises=(
        _kata(
            "softmax_cross_entropy",
            Text("a loss and its gradient in one", "损失和它的梯度，一次写完"),
            6,
            "scores:NC labels:N",
            "loss dscores:NC",
        ),
        _kata(
            "activation_backward",
            Text("sigmoid, tanh and ReLU backward, from what came out", "只凭输出做 sigmoid、tanh 和 ReLU 的反向"),
            5,
            "dy:NH y:NH activation",
            "dz:NH",
        ),
        _kata(
            "three_step_gradient",
            Text("three steps by hand", "手算三步"),
            6,
            "w u h0 x1 x2 x3",
            "dw du",
        ),
        _kata(
            "scalar_bptt",
            Text("a scalar RNN with a target at every step", "标量 RNN，每一步都有目标"),
            6,
            "w u h0 x:T y:T",
            "cost dw du",
        ),
        _kata(
            "rnn_input_gradient",
            Text("which inputs moved the last state", "哪些输入影响了最后的状态"),
            6,
            "dh_last:NH h:NTH Wx:DH Wh:HH",
            "dx:NTD",
        ),
        _kata(
            "lstm_gate_gradients",
            Text("an LSTM cell back to its pre-activations", "LSTM 单元反向到预激活值"),
            6,
            "dh:NH dc:NH i:NH f:NH g:NH o:NH c_prev:NH",
            "dz:NK dc_prev:NH",
        ),
        _kata(
            "gru_blend_gradients",
            Text("the last line of a GRU backward", "GRU 最后一行的反向"),
            6,
            "dh:NH z:NH n:NH h_prev:NH",
            "dz_pre:NH dn_pre:NH dh_direct:NH",
        ),
        _kata(
            "language_model_parameters",
            Text("how large a language model is, part by part", "语言模型各部分的参数量"),
            5,
            "kind V E H layers tied",
            "counts",
        ),
        _kata(
            "activation_memory",
            Text("what back-propagation through time keeps", "沿时间反向传播要保存多少个数"),
            5,
            "kind N T H layers every",
            "numbers",
        ),
        _kata(
            "lstm_step_flops",
            Text("what a step of an LSTM costs", "LSTM 一步的运算量"),
            5,
            "N D H",
            "flops",
        ),
        _kata(
            "gradient_check",
            Text("is this gradient right?", "这个梯度对吗"),
            6,
            "analytic numeric tolerance",
            "errors suspects",
        ),
        _kata(
            "clip_each_by_norm",
            Text("each gradient clipped by its own norm", "每个梯度按自己的范数裁剪"),
            5,
            "grads max_norm",
            "clipped scales",
        ),
        _kata(
            "momentum_step",
            Text("momentum, plain and Nesterov's", "动量，普通的与 Nesterov 的"),
            6,
            "params grads velocities lr momentum nesterov",
            "updated moving",
        ),
        _kata(
            "horizon_bias",
            Text("a first bias for a memory of so many steps", "为指定的记忆步数设置初始偏置"),
            5,
            "horizons:H",
            "b:K",
        ),
        _kata(
            "truncation_windows",
            Text("where truncated back-propagation goes", "截断的反向传播经过哪些步"),
            5,
            "T every back",
            "windows",
        ),
        _kata(
            "next_letter_windows",
            Text("a text as training examples", "把文本切成训练样本"),
            5,
            "ids:L length",
            "inputs:NT labels:NT",
        ),
        _kata(
            "nucleus_filter",
            Text("the likeliest letters that hold p together", "合计达到 p 的最可能的字母"),
            6,
            "probabilities:V p",
            "filtered:V",
        ),
        _kata(
            "beam_step",
            Text("one step of beam search", "束搜索的一步"),
            6,
            "scores:B log_probs:BV width",
            "best",
        ),
    ),
)
