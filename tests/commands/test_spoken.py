"""What a screen shows that lacks characters."""

from __future__ import annotations

import io
import sys

import pytest

from autograder.commands.spoken import fitted, spelled


@pytest.mark.parametrize(
    ("shown", "written_out"),
    [
        ("hₜ₋₁ 10³⁸ x²ⁿ σₘₐₓ", "h_(t-1) 10^38 x^(2n) sigma_max"),
        ("¼ γσ ∂L/∂θ Wᵀ ‖g‖ y\u0302", "1/4 gamma sigma dL/dtheta W^T ||g|| y^"),
    ],
)
def test_in_ascii_a_formula_stays_the_same_formula(shown, written_out, monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert fitted("zh") == "en"
    assert spelled(shown) == written_out
    sys.stdout.write(shown)
    sys.stdout.flush()
    assert written.getvalue().decode() == written_out
