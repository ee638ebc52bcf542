package dev.rapport.planted.told;

public final class Broadcast {
    public void tell(String what) {}
}
