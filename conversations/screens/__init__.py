"""The screens between talks: menu, lists, a ticket's card, and notices of what happened."""
