package io.tidegauge.profile;

/** Says that no profile can be made of these rows, or read from this text, and why. */
public final class UnfitReferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public UnfitReferenceException(String message) {
    super(message);
  }
}
