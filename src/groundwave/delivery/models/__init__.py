from groundwave.delivery.models.change import Change

__all__ = ["Change"]
